import { josa } from '../../particles.ts'

/** Signing in by an account of another service. */
export const oidc = {
  continueWith: (name: string) => `${josa.ro(name)} 계속하기`,
  checkingTitle: (name: string) => `${name} 계정 확인`,
  checking: '잠시만 기다려 주세요.',
  going: (name: string) => `${josa.ro(name)} 가고 있습니다.`,
  cancelledTitle: '확인을 마치지 않았습니다',
  cancelled: (name: string) => `${name}에서 취소했습니다. 바뀐 것은 없습니다.`,
  failedTitle: '계정을 확인하지 못했습니다',
  refused: (name: string) =>
    `${name}에서 보낸 답을 받을 수 없습니다. 시간이 지났거나 이미 쓴 답일 수 있습니다. 처음부터 다시 해 보세요.`,
  away: (name: string) =>
    `지금 ${name}에서 답이 없습니다. 잠시 뒤에 다시 하거나 다른 방법으로 하세요.`,
  unproved: (name: string) =>
    `${name}에서 이메일 주소를 확인하지 않은 계정입니다. 비밀번호나 패스키로 로그인한 다음 설정 → 보안에서 연결하세요.`,
  byHand: (name: string) =>
    `이 이메일 주소로는 바로 들어갈 수 없습니다. 비밀번호나 패스키로 로그인한 다음 설정 → 보안에서 ${name} 계정을 연결하세요.`,
  noAuthTime: (name: string) =>
    `${josa.ro(name)}는 본인을 다시 확인할 수 없습니다. 패스키로 확인하거나 비밀번호를 먼저 정하세요.`,
  known: (name: string) => `이미 다른 TaskMate 계정에 연결된 ${name} 계정입니다.`,
  invitedElsewhere: '다른 이메일 주소로 보낸 초대입니다. 초대받은 주소의 계정으로 하세요.',
  onlyAt: (place: string) => `${place}에서만 쓸 수 있습니다.`,
  toSignIn: '로그인으로 돌아가기',
  toSecurity: '보안 설정으로 돌아가기',
  close: '창 닫기',
  proved: '본인임을 확인했습니다',
  provedLead: '이 창을 닫고 하던 일로 돌아가세요.',
  confirmBy: (name: string) => `${josa.ro(name)} 확인`,
  codeLead: '이제 인증 앱의 코드나 복구 코드를 쓰세요.',
  title: '연결된 계정',
  lead: '다른 서비스의 계정으로 로그인합니다.',
  connect: (name: string) => `${name} 연결`,
  none: '아직 연결된 계정이 없습니다',
  noneLead: '연결하면 비밀번호 없이 로그인할 수 있습니다.',
  since: (day: string) => `${day} 연결`,
  used: (when: string) => `${when} 사용`,
  unused: '아직 쓰지 않음',
  gone: '더는 쓸 수 없는 서비스',
  linked: '계정을 연결했습니다.',
  removeOf: (name: string) => `${name} 연결 끊기`,
  remove: '연결 끊기',
  removeSure: (name: string) => `${name} 연결을 끊을까요?`,
  removeLead: '이 계정으로는 바로 로그인할 수 없게 됩니다. 언제든 다시 연결할 수 있습니다.',
  removed: (name: string) => `${name} 연결을 끊었습니다.`,
  lastWayIn:
    '로그인할 방법이 이것뿐이라 없앨 수 없습니다. 비밀번호를 정하거나 패스키를 추가한 다음 하세요.',
  noPassword: '아직 비밀번호가 없습니다.',
  setPassword: '비밀번호 정하기',
  noPasswordSent: (email: string) => `${email}로 비밀번호를 정할 링크를 보냈습니다.`,
}
