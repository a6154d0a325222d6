import { josa } from '../../particles.ts'

export const address = {
  hint: '로그인할 때 씁니다.',
  proved: '확인됨',
  unproved: '확인 전',
  confirm: '주소 확인',
  change: '바꾸기',
  changeOf: (email: string) => `이메일 주소 바꾸기: ${email}`,
  noMail: '여기에서는 메일을 보내지 않으므로 주소를 확인하거나 바꿀 수 없습니다.',
  sent: (email: string, minutes: number) =>
    `${josa.ro(email)} 링크를 보냈습니다. ${minutes}분 동안 쓸 수 있습니다.`,
  changeTitle: '이메일 주소 바꾸기',
  changeLead: (minutes: number) =>
    `새 주소로 링크를 보냅니다. ${minutes}분 안에 그 링크를 쓰면 바뀌고, 다른 기기에서는 로그아웃됩니다. 지금 주소로도 알립니다.`,
  newAddress: '새 이메일',
  send: '링크 보내기',
  wanted: (email: string) => `${josa.ro(email)} 바꾸는 중`,
  wantedHint:
    '그 주소로 보낸 링크를 쓰면 바뀝니다. 다른 계정이 쓰는 주소라면 링크가 가지 않습니다.',
  keep: '바꾸지 않기',
  kept: '지금 주소를 그대로 씁니다.',
  own: '지금 쓰고 있는 주소입니다.',
  tooMany: (limit: number, minutes: number) =>
    `메일은 ${limit}번까지 보낼 수 있습니다. ${minutes}분 뒤에 다시 시도하세요.`,
  promptTitle: '이메일 주소를 확인해 주세요',
  promptLead: (email: string) =>
    `${josa.ro(email)} 보낸 링크를 쓰면 됩니다. 비밀번호를 잊었을 때 이 주소로 돕습니다.`,
  later: '나중에',
  again: '다시 보내기',
  proveTitle: '이 주소가 맞나요?',
  proveLead: (email: string, name: string) =>
    `${email}, ${name}님의 계정입니다. TaskMate에 가입한 적이 없다면 이 화면을 닫으세요.`,
  prove: '주소 확인하기',
  proveDone: '주소를 확인했습니다',
  proveDoneLead: '비밀번호를 잊어도 이 주소로 다시 정할 수 있습니다.',
  takeTitle: '이 주소로 바꿀까요?',
  takeLead: (email: string, name: string) =>
    `${name}님은 이제부터 ${josa.ro(email)} 로그인합니다. 다른 기기에서는 로그아웃됩니다.`,
  take: '주소 바꾸기',
  takeDone: '주소가 바뀌었습니다',
  takeDoneLead: (email: string) => `이제 ${josa.ro(email)} 로그인하세요.`,
  keepTitle: '주소 변경을 멈출까요?',
  keepLead: (email: string) =>
    `계정의 주소는 ${email} 그대로이고, 새 주소로 보낸 링크는 더는 쓸 수 없게 됩니다.`,
  stop: '변경 멈추기',
  stopDone: '변경을 멈추었습니다',
  stopDoneLead: '직접 요청한 변경이 아니라면 바로 비밀번호를 바꾸세요.',
  taken: '그사이 다른 계정이 이 주소를 쓰고 있습니다. 주소는 바뀌지 않았습니다.',
  toApp: 'TaskMate 열기',
}
