/** A workspace that is closed until it is deleted. */
export const closedWorkspace = {
  ownerTitle: (name: string, day: string) => `‘${name}’ 작업 공간은 ${day}에 삭제됩니다`,
  ownerLead: (who: string | undefined, since: string) =>
    `${since}에 ${who ? `${who}님이` : '예전 소유자가'} 삭제를 시작했습니다. 지금은 아무도 열 수 없습니다. 되살리면 프로젝트와 작업, 파일이 모든 구성원에게 그대로 다시 열립니다.`,
  ownLead: (since: string) =>
    `${since}에 내가 삭제를 시작했습니다. 지금은 아무도 열 수 없습니다. 되살리면 프로젝트와 작업, 파일이 모든 구성원에게 그대로 다시 열립니다.`,
  keep: '작업 공간 되살리기',
  kept: '작업 공간을 되살렸습니다. 모든 구성원에게 다시 열렸습니다.',
  memberTitle: (name: string) => `‘${name}’ 작업 공간을 지금은 열 수 없습니다`,
  memberLead: (who: string | undefined, day: string) =>
    `${who ? `${who}님이` : '소유자가'} 닫았고, ${day}에 프로젝트와 작업, 파일이 모두 삭제됩니다. 그 전에는 소유자가 그대로 되살릴 수 있으니, 필요하면 소유자에게 말해 보세요.`,
  factorFirst: '되살리려면 먼저 내 2단계 인증을 켜야 합니다.',
  found: '새 작업 공간 만들기',
  isClosed: '닫힘',
}
