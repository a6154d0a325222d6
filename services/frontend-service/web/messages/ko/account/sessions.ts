import { josa } from '../../particles.ts'

/** Where somebody is signed in. */
export const sessions = {
  sessionsLead:
    '계정에 로그인한 기기입니다. 모르는 기기가 있으면 로그아웃하고 비밀번호를 바꾸세요.',
  signOutOthers: '다른 기기 모두 로그아웃',
  thisDevice: '이 기기',
  activeNow: '지금 사용 중',
  since: (day: string) => `${day}부터`,
  byPasskey: '패스키로 로그인',
  byProvider: (name: string) => `${josa.ro(name)} 로그인`,
  used: (when: string) => `${when} 사용`,
  sessionEnded: '그 기기에서 로그아웃했습니다.',
  endOthersSure: '다른 기기에서 모두 로그아웃할까요?',
  endOthersLead: '이 기기에서는 그대로 씁니다.',
}
