export const deleteWorkspace = {
  nameLead: '모두에게 보이는 팀의 이름입니다.',
  act: '작업 공간 지우기',
  lead: (days: number) =>
    days > 0
      ? `바로 모두에게 닫히고, ${days}일 뒤에 프로젝트와 작업, 파일이 모두 삭제됩니다. 그 전에는 소유자가 그대로 되살릴 수 있습니다.`
      : '바로 모두에게 닫히고, 프로젝트와 작업, 파일이 모두 삭제됩니다. 되돌릴 수 없습니다.',
  sure: (name: string) => `${name} 작업 공간을 지울까요?`,
  typeName: (name: string) => `지우려면 ‘${name}’을 그대로 쓰세요`,
}
