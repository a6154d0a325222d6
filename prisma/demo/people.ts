/** Who works in the demo workspace, and what their roles in it are. */
export const password = 'haneul-studio-2026'

const person = <const H extends string, R extends string>(
  handle: H,
  name: string,
  role: R,
  locale: 'ko' | 'en',
) => ({ handle, name, role, locale, email: `${handle}@taskmate.example` })

export const people = [
  person('jieun', '김지은', 'owner', 'ko'),
  person('junho', '이준호', 'admin', 'ko'),
  person('sua', '박수아', 'member', 'ko'),
  person('alice', 'Alice Morgan', 'member', 'en'),
  person('minsu', '최민수', 'member', 'ko'),
  person('bob', 'Bob Hansen', 'commenter', 'en'),
  person('haneul', '정하늘', 'viewer', 'ko'),
  person('sera', '오세라', 'guest', 'ko'),
] as const
export type Handle = (typeof people)[number]['handle']

export const workspace = '하늘 스튜디오'

export const teams = [
  { handle: 'design', name: '디자인', people: ['sua', 'jieun'] },
  { handle: 'platform', name: 'Platform', people: ['junho', 'alice'] },
] as const satisfies readonly { handle: string; name: string; people: readonly Handle[] }[]
export type TeamHandle = (typeof teams)[number]['handle']

/** What a team has in a project. */
export const teamRoles = [{ team: 'platform', project: 'APP', role: 'admin' }] as const

/** A text with its teams, `@platform`, as the app writes them. */
export const withTeams = (text: string, ids: Readonly<Record<TeamHandle, string>>) =>
  teams.reduce(
    (written, { handle, name }) =>
      written.replaceAll(`@${handle}`, `[@${name}](team:${ids[handle]})`),
    text,
  )
