/** For somebody who belongs to no workspace. */
export const noWorkspace = {
  title: '아직 작업 공간이 없습니다',
  another: '새 작업 공간 만들기',
  lead: '새로 만들거나, 받은 초대 링크를 여세요.',
  create: '작업 공간 만들기',
}
