/** A workspace that asks its members for a second factor. */
export const factorPolicy = {
  title: '구성원의 로그인',
  label: '2단계 인증 요구',
  off: '2단계 인증 없이도 이 작업 공간을 쓸 수 있습니다.',
  on: (day: string) => `${day}부터 2단계 인증을 하는 사람만 이 작업 공간을 쓸 수 있습니다.`,
  without: (without: number, members: number) =>
    without === 0
      ? `구성원 ${members}명이 모두 켜 두었습니다.`
      : `구성원 ${members}명 가운데 ${without}명이 아직 켜지 않았습니다.`,
  ownFirst: '먼저 내 2단계 인증을 켜야 요구할 수 있습니다.',
  toSecurity: '보안에서 켜기',
  require: '요구하기',
  stop: '그만 요구하기',
  sure: (name: string) => `‘${name}’ 작업 공간에 2단계 인증을 요구할까요?`,
  sureLead: (without: number) =>
    without === 0
      ? '앞으로 들어오는 사람도 2단계 인증을 켜야 이 작업 공간을 쓸 수 있습니다.'
      : `아직 켜지 않은 ${without}명은 켜기 전까지 이 작업 공간을 볼 수 없고, API 토큰도 쓸 수 없습니다. 작업과 파일은 그대로 남습니다.`,
  required: '이제 2단계 인증을 하는 사람만 이 작업 공간을 쓸 수 있습니다.',
  stopped: '이제 2단계 인증 없이도 이 작업 공간을 쓸 수 있습니다.',
  closed: (name: string) => `‘${name}’ 작업 공간은 2단계 인증이 필요합니다`,
  closedLead:
    '이 작업 공간의 관리자가 모든 구성원에게 2단계 인증을 요구합니다. 휴대폰의 인증 앱을 연결하면 바로 열립니다. 작업과 파일은 그대로 있습니다.',
  begin: '2단계 인증 켜기',
  toAccount: '내 계정의 보안',
  otherWorkspaces: '다른 작업 공간',
  alsoClosed: '2단계 인증 필요',
  back: (name: string) => `‘${name}’ 작업 공간으로 돌아가기`,
  closes: (names: string) => `다시 켜기 전까지 이 작업 공간을 쓸 수 없습니다: ${names}`,
  removeCloses: '이 작업 공간은 2단계 인증을 요구하므로, 다시 켜기 전까지 쓸 수 없게 됩니다.',
}
