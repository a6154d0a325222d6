import { josa } from '../../particles.ts'

/** Members of a workspace, and who is invited. */
export const members = {
  membersLead: (workspace: string) => `${workspace}에서 함께 일하는 사람들입니다.`,
  role: '역할',
  roleLeads: {
    owner: '모든 것을 하고, 작업 공간을 삭제할 수 있습니다',
    admin: '사람과 프로젝트 설정을 다룹니다',
    member: '작업을 만들고 고치고 옮깁니다',
    commenter: '보고 댓글을 답니다',
    viewer: '보기만 합니다',
    guest: '나눠 받은 것만 봅니다',
  },
  removed: (name: string) => `${name}님을 작업 공간에서 제외했습니다.`,
  removeSure: (name: string) => `${name}님을 작업 공간에서 제외할까요?`,
  removeLead: '이 작업 공간의 작업과 파일을 더 볼 수 없습니다. 맡은 작업은 그대로 남습니다.',
  leaveSure: (workspace: string) => `${workspace}에서 나갈까요?`,
  leaveLead: '다시 들어오려면 새 초대가 필요합니다.',
  disabled: '사용 중지됨',
  disable: '사용 중지',
  enable: '다시 허용',
  disableSure: (name: string) => `${name}님의 계정을 중지할까요?`,
  disableLead: '모든 기기에서 로그아웃되고 로그인할 수 없습니다. 맡은 작업은 그대로 남습니다.',
  disableElsewhere:
    '다른 작업 공간에도 속한 계정입니다. 여기서는 작업 공간에서 제외할 수만 있습니다.',
  ofOperator: '이 설치의 운영자입니다. 다른 운영자만 계정을 관리할 수 있습니다.',
  invite: '초대하기',
  inviteTitle: '초대 링크 만들기',
  inviteLead: '링크를 받은 한 사람이 이 역할로 들어옵니다. 7일 동안 쓸 수 있습니다.',
  makeLink: '링크 만들기',
  linkReady: '이 링크는 지금만 보입니다. 복사해서 보내세요.',
  copy: '복사',
  copied: '복사했습니다',
  invitations: '보낸 초대',
  expires: (day: string) => `${josa.i(day)} 지나면 끝남`,
  revoke: '취소',
  peopleCount: (count: number) => `${count}명`,
}
