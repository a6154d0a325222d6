/** Deleting one's own account. */
export const deleteAccount = {
  title: '계정 삭제',
  hint: '되돌릴 수 없습니다. 이름, 이메일 주소, 로그인 방법이 모두 없어집니다.',
  act: '계정 삭제',
  sure: '계정을 삭제할까요?',
  goes: '지우는 것',
  goesList: [
    '이름, 이메일 주소, 설정',
    '로그인한 기기, 비밀번호, 패스키, 인증 앱, 연결한 계정',
    'API 토큰, 내가 보낸 초대, 나만 보는 보기',
  ],
  stays: '남는 것',
  staysList: [
    '작업, 댓글, 파일과 활동 기록. 이름 대신 ‘삭제된 사용자’로 보입니다.',
    '나에게 맡긴 작업. 담당자가 ‘삭제된 사용자’로 보이니 다른 사람이 이어받을 수 있습니다.',
  ],
  placesGo: '다른 사람이 없어 계정과 함께 지우는 작업 공간',
  refused: '아직 삭제할 수 없습니다',
  refusedLead:
    '아래 작업 공간에는 나 말고 소유자가 없습니다. 구성원 가운데 한 사람을 소유자로 바꾸거나 작업 공간을 먼저 지우세요.',
  toMembers: (name: string) => `${name} 구성원 보기`,
  typeEmail: (email: string) => `삭제하려면 내 이메일 주소(${email})를 그대로 쓰세요`,
}
