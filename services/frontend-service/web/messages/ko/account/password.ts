export const password = {
  lead: '바꾸면 다른 기기에서는 모두 로그아웃됩니다.',
  current: '지금 비밀번호',
  next: '새 비밀번호',
  change: '비밀번호 바꾸기',
  changed: '비밀번호를 바꾸었습니다. 다른 기기에서는 로그아웃되었습니다.',
}
