import { josa } from '../particles.ts'

export const views = {
  label: '저장한 보기',
  save: '보기 저장',
  saveNew: '새 보기로 저장',
  name: '이름',
  namePlaceholder: '예: 이번 주, 급한 것',
  scope: '볼 수 있는 사람',
  scopes: { private: '나만', project: '프로젝트의 모두' },
  scopeHints: {
    private: '나에게만 보입니다.',
    project: '이 프로젝트를 보는 모두에게 보이고, 멤버가 고칠 수 있습니다.',
  },
  scopeFixed: '모두에게서 거두는 일(나만 보기, 삭제)은 만든 사람과 관리자가 할 수 있습니다.',
  unreadable: (fault: string) => `필터를 읽을 수 없어 저장하지 못합니다. ${fault}`,
  create: '저장',
  edit: '이름과 볼 사람',
  more: (name: string) => `${name} 보기의 메뉴`,
  remove: '보기 삭제',
  removed: (name: string) => `‘${name}’ 보기를 삭제했습니다.`,
  changed: '바뀜',
  broken: '조건 오류',
  reset: '되돌리기',
  update: { private: '내 보기에 저장', project: '프로젝트 보기에 저장' },
  updated: (name: string) => `‘${josa.eul(`${name}’`)} 바꿨습니다.`,
  display: '표시',
  groupBy: '묶기',
  groupings: {
    status: '상태',
    priority: '우선순위',
    assignee: '담당',
    due: '마감',
    label: '라벨',
    none: '묶지 않음',
  },
  subGroupBy: '안쪽 묶음',
  noSubGroups: '안쪽 묶음 없음',
  subLimit: (limit: number) =>
    `묶음마다 처음 ${limit.toLocaleString('ko')}개까지 다시 묶입니다. 나머지는 필터로 찾으세요.`,
  notRead: '나머지 작업을 불러오지 못했습니다.',
  lanesBy: '레인',
  laneKinds: {
    none: '나누지 않음',
    assignee: '담당',
    priority: '우선순위',
    label: '라벨',
    parent: '상위 작업',
  },
  sort: '정렬',
  byHand: '직접 정한 순서',
  sortBy: (nth: number) => `정렬 ${nth}`,
  addSort: '정렬 더하기',
  removeSort: (field: string) => `정렬 지우기: ${field}`,
  up: '오름차순',
  down: '내림차순',
  days: { before: '오늘 전', today: '오늘', soon: '7일 안', later: '그 뒤', none: '마감 없음' },
  nobody: '담당 없음',
  noLabel: '라벨 없음',
  all: '모든 작업',
  full: (limit: number) => `가득 참: 최대 ${limit}개`,
  atMost: (limit: number) => `최대 ${limit}개`,
  overLimit: (limit: number) => `최대 ${limit}개를 넘음`,
  missing: '이 보기는 없거나 볼 수 없습니다. 필터 없이 보고 있습니다.',
}

/** The board. */
export const board = {
  moveStarted: (key: string) =>
    `${josa.eul(key)} 집었습니다. 화살표로 옮기고 Enter로 놓고 Esc로 되돌립니다.`,
  movePlace: (column: string, place: number, count: number) =>
    `${column}, ${count}개 중 ${place}번째`,
  moveCancelled: (key: string) => `${josa.eul(key)} 제자리에 두었습니다.`,
  moveRefused: (key: string, why: string) => `${josa.eul(key)} 옮기지 않았습니다. ${why}`,
  moveHint: '옮기는 중',
  boardColumn: (name: string, count: string) => `${name}, 작업 ${count}개`,
  lane: (name: string, count: number) => `${name}, 작업 ${count}개`,
  /** A place on a board with lanes. */
  cell: (status: string, lane: string) => `${status} · ${lane}`,
  noParent: '상위 작업 없음',
  unknownParent: '알 수 없는 작업',
  laneLimit: (limit: number) =>
    `레인에는 상태마다 처음 ${limit.toLocaleString('ko')}개까지 보입니다. 나머지는 필터로 찾으세요.`,
}
