export const errors = {
  away: '잠시 가져올 수 없습니다',
  awayPart: (part: string) => `${part}: 지금 가져올 수 없습니다`,
  awayLead: '사라진 것은 없습니다. 잠시 뒤 다시 시도합니다.',
  parts: {
    tasks: '작업',
    activity: '활동',
    dashboard: '대시보드',
    files: '파일',
    comments: '댓글',
  },
  failed: '이 부분을 보여 주지 못했습니다',
  failedLead: '저장된 내용은 그대로입니다. 다시 시도해 보세요.',
  request: (id: string) => `요청 번호 ${id}`,
  notFound: '없거나 볼 수 없는 화면입니다',
  notFoundLead: '주소가 틀렸거나, 삭제되었거나, 볼 권한이 없습니다.',
  toHome: '홈으로 가기',
  offline: '서버에 닿지 못했습니다. 다시 시도하세요.',
  forbidden: '이 일을 할 수 있는 역할이 아닙니다. 관리자에게 부탁하세요.',
  notConfirmed: '누구인지 확인하지 않아 그대로 두었습니다.',
  factorRequired: '2단계 인증을 먼저 켜세요.',
  workspaceClosed: '이 작업 공간은 지금 열 수 없습니다.',
  insecure:
    '이 사이트는 https로 접속해야 하는데, 프록시가 https 접속임을 알려 주지 않았습니다. 운영자에게 알려 주세요.',
  archived:
    '보관된 프로젝트라 읽기만 할 수 있습니다. 소유자가 프로젝트 화면에서 다시 열 수 있습니다.',
  circle: (path: string[]) => `이미 ${path.join(' → ')} 순서로 이어져 있어 고리가 됩니다.`,
  deep: (limit: number) => `하위 작업은 ${limit}단계까지 둘 수 있습니다.`,
  tooManyTasks: (limit: number) =>
    `한 번에 작업 ${limit.toLocaleString('ko')}개까지 바꿀 수 있습니다.`,
  startsAfterDue: '시작일은 마감일보다 늦을 수 없습니다.',
  conflict: '이미 있는 값입니다.',
  unknown: '처리하지 못했습니다. 잠시 뒤 다시 시도하세요.',
  kept: '적은 내용은 남아 있습니다.',
  signInWrong: '이메일이나 비밀번호가 맞지 않습니다.',
  manyTeams: (limit: number) =>
    `한 글에서 팀을 ${limit}개까지 언급할 수 있습니다. 저장하지 않았습니다.`,
  manyPeople: (limit: number) =>
    `한 글에서 사람을 ${limit}명까지 언급할 수 있습니다. 저장하지 않았습니다.`,
  full: (limit: number) =>
    `최대 ${limit}개까지 만들 수 있습니다. 더 이상 쓰지 않는 항목을 먼저 삭제하세요.`,
  tooMany: (seconds: number) => `시도가 너무 많습니다. ${seconds}초 뒤에 다시 하세요.`,
  tooManyAccounts: (limit: number, minutes: number) =>
    `이 네트워크에서 만든 계정이 너무 많습니다. 한 시간에 ${limit}개까지입니다. ${minutes}분 뒤에 다시 하세요.`,
  emailTaken: '이미 가입된 이메일입니다. 로그인해 보세요.',
  keyTaken: '이 키는 다른 프로젝트가 쓰고 있습니다.',
  lastOwner: '작업 공간에는 소유자가 한 명 이상 있어야 합니다.',
  wrongPassword: '지금 비밀번호가 맞지 않습니다.',
  wrongCode: '코드가 맞지 않거나 이미 쓴 코드입니다.',
  badCode: '앱의 6자리 숫자나 16자리 복구 코드를 쓰세요.',
  commonPassword: '아주 흔히 쓰이는 비밀번호입니다. 다른 것을 고르세요.',
  required: '비워 둘 수 없습니다.',
  tooMuch: (length: number, limit: number) =>
    `${(length - limit).toLocaleString('ko')}자가 많습니다 (${length.toLocaleString('ko')} / ${limit.toLocaleString('ko')}). 줄이면 저장할 수 있습니다.`,
  tooLong: (limit: number) => `${limit.toLocaleString('ko')}자까지 쓸 수 있습니다.`,
  tooShort: (limit: number) => `${limit}자 이상이어야 합니다.`,
  badEmail: '이메일 주소가 아닙니다.',
  badKey: '대문자로 시작해 대문자와 숫자 2–10자로 쓰세요.',
}
