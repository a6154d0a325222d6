import { josa } from '../../particles.ts'

/** Bots: whom somebody's programs act as. */
export const bots = {
  title: '봇',
  lead: '봇의 토큰으로 한 일은 봇의 이름으로 남고, 누구를 대신했는지 함께 보입니다. 봇은 나보다 많은 일을 할 수 없습니다.',
  make: '봇 만들기',
  none: '아직 봇이 없습니다',
  noneLead:
    '자동으로 도는 프로그램이나 AI 도우미마다 하나씩 만들면 누가 한 일인지 알아보기 쉽습니다.',
  name: '이름',
  nameHint: '작업의 활동과 댓글에 내 이름과 함께 보이고, 거기에는 계속 남습니다.',
  renameHint: '지금까지 한 일에는 전의 이름이 남습니다.',
  namePlaceholder: '정리봇',
  made: (name: string) => `${josa.eul(name)} 만들었습니다. 이제 토큰을 만들어 주세요.`,
  save: '저장',
  rename: '이름 바꾸기',
  renameOf: (name: string) => `${name} 이름 바꾸기`,
  renamed: '이름을 바꾸었습니다.',
  newToken: '토큰 만들기',
  newTokenOf: (name: string) => `토큰 만들기: ${name}`,
  moreOf: (name: string) => `더 보기: ${name}`,
  since: (day: string) => `${day} 만듦`,
  disabled: '사용 중지',
  disabledSince: (day: string) => `${day}부터 쓸 수 없음`,
  disable: {
    act: '사용 중지',
    sure: (name: string) => `${name} 사용을 중지할까요?`,
    lead: '이 봇의 토큰이 모두 폐기되고, 쓰던 프로그램은 바로 멈춥니다. 봇이 만든 웹훅은 계속 보내니, 필요 없으면 프로젝트 설정에서 삭제하세요. 나중에 다시 쓰려면 토큰을 새로 만들어야 합니다.',
    done: (name: string) => `${name} 사용을 중지했습니다.`,
  },
  enable: {
    act: '다시 사용',
    done: (name: string) => `${josa.eul(name)} 다시 쓸 수 있습니다. 토큰을 새로 만들어 주세요.`,
  },
  delete: {
    act: '삭제',
    sure: (name: string) => `${josa.eul(name)} 삭제할까요?`,
    lead: '이 봇의 토큰이 모두 폐기되고, 쓰던 프로그램은 바로 멈춥니다. 봇이 만든 웹훅은 계속 보내니, 필요 없으면 프로젝트 설정에서 삭제하세요. 되돌릴 수 없습니다. 한 일에는 봇의 이름이 그대로 남습니다.',
    done: (name: string) => `${josa.eul(name)} 삭제했습니다.`,
  },
}
