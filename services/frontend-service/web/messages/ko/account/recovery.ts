export const recovery = {
  forgot: '비밀번호를 잊으셨나요?',
  title: '비밀번호 다시 정하기',
  lead: '가입한 이메일로 링크를 보내 드립니다.',
  send: '링크 보내기',
  sentTitle: '메일을 확인하세요',
  sent: (email: string, minutes: number) =>
    `${email}로 가입한 계정이 있으면 곧 링크가 도착합니다. 링크는 ${minutes}분 동안 쓸 수 있습니다.`,
  again: '다시 보내기',
  noMail:
    '여기에서는 메일을 보내지 않습니다. 작업 공간 관리자에게 설정 → 구성원에서 링크를 만들어 달라고 하세요.',
  toSignIn: '로그인으로 돌아가기',
  checking: '링크를 확인하고 있습니다.',
  newTitle: '새 비밀번호',
  newLead: '다른 모든 기기에서 로그아웃됩니다.',
  save: '비밀번호 정하기',
  doneTitle: '비밀번호를 정했습니다',
  doneLead: '새 비밀번호로 로그인하세요. 모든 기기에서 로그아웃되었습니다.',
  goneTitle: '더는 쓸 수 없는 링크입니다',
  goneLead: '이미 썼거나 시간이 지났거나, 더 새로운 링크가 있습니다.',
  another: '새 링크 받기',
  makeLink: '비밀번호 링크',
  linkTitle: (name: string) => `${name}님의 새 비밀번호 링크`,
  linkLead: (minutes: number) =>
    `링크를 전해 주세요. ${minutes}분 동안 한 번 쓸 수 있고, 쓰면 이 사람은 모든 기기에서 로그아웃됩니다.`,
  linkReady: '링크',
  elsewhere: '다른 작업 공간에도 속한 계정이라 링크를 만들 수 없습니다.',
}
