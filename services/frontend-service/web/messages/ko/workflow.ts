import { josa } from '../particles.ts'

/** The statuses of a project, in its settings. */
export const workflow = {
  lead: '작업이 거치는 상태입니다. 아이콘의 모양은 묶음이 정합니다.',
  groupLeads: {
    backlog: '아직 약속하지 않음',
    unstarted: '약속했지만 시작 전',
    started: '하는 중',
    completed: '끝남',
    cancelled: '하지 않음',
  },
  newStatus: (group: string) => `${group}에 새 상태`,
  addStatus: '상태 추가',
  deleteStatus: (name: string) => `${name} 상태 삭제`,
  deleteStatusLead: (name: string) => `‘${name}’을 삭제하면 작업이 갈 곳:`,
  targetStatus: '작업이 갈 상태',
  moveAndDelete: '옮기고 삭제',
  move: (name: string) => `${name} 옮기기`,
  up: '위로',
  down: '아래로',
  toGroup: (group: string) => `${josa.ro(group)} 옮기기`,
  placed: (name: string, group: string, place: number, count: number) =>
    `${name}: ${group}, ${count}개 중 ${place}번째`,
  lastOfGroup: (group: string) => `${group}에는 상태가 하나 이상 있어야 합니다.`,
  staysInGroup: '그 묶음의 마지막 상태라 옮기지 않았습니다.',
  completesSure: (name: string) => `${name}의 작업을 모두 완료할까요?`,
  cancelsSure: (name: string) => `${name}의 작업을 모두 취소할까요?`,
  reopensSure: (name: string) => `${name}의 작업을 모두 다시 열까요?`,
  regroupLead: (name: string, group: string) =>
    `${josa.i(name)} ${group}에 들면 그 안의 작업도 함께 바뀝니다.`,
  limit: '최대',
  limitOf: (name: string) => `${name}의 작업 수 한도`,
  limitHints: {
    show: '넘어도 막지 않고 보드에 표시합니다.',
    refuse: '가득 찬 상태에는 작업이 더 들어가지 않습니다.',
  },
  overLimit: '최대를 넘는 작업',
  overLimits: { show: '표시만', refuse: '받지 않음' },
  limitRange: (max: number) => `1에서 ${max}까지 쓸 수 있습니다.`,
}
