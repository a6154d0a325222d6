/** A team by its Korean name, which may say already that it is one: 디자인 팀, 운영팀. */
export const teamNamed = (name: string) => (/팀\s*$/.test(name) ? name : `${name} 팀`)
