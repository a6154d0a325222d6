/** Deleting one's own account. */
export const deleteAccount = {
  title: '계정 삭제',
  hint: '되돌릴 수 없습니다. 이름, 이메일 주소, 로그인 방법이 모두 없어집니다.',
  act: '계정 삭제',
  sure: '계정을 삭제할까요?',
  goes: '삭제되는 것',
  goesList: [
    '이름, 이메일 주소, 설정',
    '로그인한 기기, 비밀번호, 패스키, 인증 앱, 연결한 계정',
    'API 토큰과 봇, 내가 보낸 초대, 나만 보는 보기',
  ],
  stays: '남는 것',
  staysList: [
    '작업, 댓글, 파일과 활동 기록. 이름 대신 ‘삭제된 사용자’로 보입니다.',
    '댓글과 활동 기록에 적힌, 내가 지은 봇과 API 토큰의 이름.',
    '나에게 맡긴 작업. 담당자가 ‘삭제된 사용자’로 보이니 다른 사람이 이어받을 수 있습니다.',
  ],
  placesGo: '다른 사람이나 되살릴 소유자가 없어 계정과 함께 삭제되는 작업 공간',
  refused: '아직 삭제할 수 없습니다',
  refusedLead:
    '아래 작업 공간에는 나 말고 소유자가 없습니다. 구성원 가운데 한 사람을 소유자로 바꾸거나 작업 공간을 먼저 삭제하세요.',
  operatorLead:
    '이 설치의 운영자가 나뿐입니다. 내가 없어지면 아무도 설치를 돌볼 수 없으니, 다른 사람을 먼저 운영자로 추가하세요.',
  toOperators: '운영자 추가하기',
  noOperatorLeft: '이 계정을 삭제하면 이 설치에 운영자가 한 명도 남지 않습니다.',
  /** How there is one again: a command of the server. */
  nameAgain: (command: string) =>
    `운영자가 없는 설치에는 서버를 관리하는 사람이 user-service에서 ${command} 명령으로 운영자를 다시 정합니다.`,
  toMembers: (name: string) => `${name} 구성원 보기`,
  typeEmail: (email: string) => `삭제하려면 내 이메일 주소(${email})를 그대로 쓰세요`,
}
