import { josa } from '../../particles.ts'

/** Behind the link of an invitation. */
export const invitation = {
  title: (workspace: string) => `${workspace}에 초대되었습니다`,
  lead: (inviter: string, role: string) => `${inviter}님이 ${role} 역할로 초대했습니다.`,
  accept: '초대 받아들이기',
  acceptAs: (email: string) => `${josa.ro(email)} 들어갑니다.`,
  gone: '이 초대는 더 쓸 수 없습니다',
  goneLead: '기한이 지났거나 이미 쓰인 링크입니다. 초대한 분에게 새 링크를 부탁하세요.',
  signIn: '로그인해서 받기',
}
