export const deleteWorkspace = {
  nameLead: '모두에게 보이는 팀의 이름입니다.',
  act: '작업 공간 지우기',
  lead: '모든 사람이 바로 나가고, 프로젝트와 작업과 파일을 아무도 다시 열 수 없습니다.',
  sure: (name: string) => `${name} 작업 공간을 지울까요?`,
  typeName: (name: string) => `지우려면 ‘${name}’을 그대로 쓰세요`,
}
