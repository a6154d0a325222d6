import { josa } from '../particles.ts'

/** What the dialogs about a task ask. */
export const dialogs = {
  /** What undo has left as it is. */
  left: {
    changed: (key: string) => `${josa.eun(key)} 그 뒤 다른 사람이 바꾸어 그대로 두었습니다.`,
    gone: (key: string) => `${josa.eun(key)} 영구히 삭제되어 되돌릴 수 없습니다.`,
    goneMany: (done: number, gone: number) =>
      `작업 ${done}개를 되돌렸습니다. ${gone}개는 영구히 삭제되어 되돌릴 수 없습니다.`,
    changedMany: (done: number, left: number) =>
      `작업 ${done}개를 되돌렸습니다. ${left}건은 그 뒤 바뀌어 그대로 두었습니다.`,
    full: (key: string) => `${josa.eun(key)} 이전 상태가 가득 차 그대로 두었습니다.`,
    fullMany: (done: number, full: number) =>
      `작업 ${done}개를 되돌렸습니다. ${full}개는 이전 상태가 가득 차 그대로 두었습니다.`,
    kept: (done: number, left: number) =>
      `작업 ${done}개를 되돌렸습니다. ${left}건은 그대로 두었습니다.`,
  },
  completeTitle: (key: string) => `${josa.eul(key)} 완료할까요?`,
  completeLead: (count: number) => `열린 하위 작업이 ${count}개 있습니다.`,
  completeManyTitle: (count: number) => `작업 ${count}개를 완료할까요?`,
  completeOnly: '이 작업만',
  completeManyLead: '열린 하위 작업이 있는 작업이 있습니다.',
  completeManyToo: '하위 작업도 함께 완료',
  completeOnlyThese: '이 작업들만',
  completeToo: (count: number) => `하위 작업 ${count}개도 완료`,
  conflictTitle: (key: string) => `${josa.i(key)} 그 사이 바뀌었습니다`,
  conflictLead: (name: string, field: string) =>
    `${name}님이 먼저 ${josa.eul(field)} 바꾸었습니다. 어느 쪽을 남길까요?`,
  conflictOwn: (field: string) =>
    `다른 탭에서 먼저 ${josa.eul(field)} 바꾸었습니다. 어느 쪽을 남길까요?`,
  here: '이 탭에서',
  otherTab: '다른 탭에서',
  keepHere: '이 탭의 값 남기기',
  keepOtherTab: '다른 탭의 값 남기기',
  mine: '내 값',
  theirs: '저장된 값',
  keepTheirs: (name: string) => `${name}님 값 남기기`,
  keepMine: '내 값 남기기',
  empty: '없음',
  refusedTitle: (refused: number, count: number) => `${count}개 중 ${refused}개를 바꿀 수 없습니다`,
  refusedLead: '아직 아무것도 바꾸지 않았습니다.',
  refusals: {
    not_in_filter: '그사이 바뀌어 이 필터에 더는 들지 않습니다.',
    gone: '삭제되었거나 다른 프로젝트로 옮겨졌습니다.',
    in_trash: '휴지통에 있습니다.',
    open: '완료했거나 취소한 작업만 보관할 수 있습니다.',
    starts_after_due: '시작일이 마감일보다 늦어집니다.',
    time_without_day: '마감 시각에는 마감일이 필요합니다.',
    too_many_assignees: '담당은 20명까지입니다.',
    too_many_labels: '라벨은 20개까지입니다.',
  },
  applyToOthers: (count: number) => `나머지 ${count}개 바꾸기`,
  tooLarge: (bytes: number) =>
    `한 번에 ${Math.floor(bytes / 1000)} KB까지 보낼 수 있습니다. 나누어 하세요.`,
  /** Moving tasks to another project. */
  relocation: {
    title: (key: string) => `${josa.eul(key)} 다른 프로젝트로 옮기기`,
    titleMany: (count: number) => `작업 ${count}개를 다른 프로젝트로 옮기기`,
    find: '프로젝트 찾기',
    projects: '프로젝트',
    none: '옮길 수 있는 다른 프로젝트가 없습니다.',
    effects: (project: string) => `${josa.ro(project)} 옮기면`,
    plain: '상태와 라벨이 그대로 이어집니다.',
    newKey: (_count: number) => '새 키를 받고, 이전 키로도 계속 열립니다.',
    withParts: (count: number) => `하위 작업 ${count}개가 함께 갑니다.`,
    statuses: '바뀌는 상태',
    labels: '새로 만드는 라벨',
    people: '더는 볼 수 없는 사람',
    stay: '옮기지 않는 작업',
    reasons: { gone: '삭제되었거나 이미 옮겨졌습니다', in_trash: '휴지통에 있습니다' },
    move: '옮기기',
    moved: (from: string, to: string) => `${josa.i(from)} ${josa.ro(to)} 옮겨졌습니다.`,
    movedMany: (count: number, project: string) =>
      `작업 ${count}개를 ${josa.ro(project)} 옮겼습니다.`,
    stayed: (count: number) => `${count}개는 그대로 있습니다.`,
    back: (count: number) => `작업 ${count}개가 원래 프로젝트로 돌아왔습니다.`,
    backOne: (key: string) => `${josa.i(key)} 원래 프로젝트로 돌아왔습니다.`,
    notMoved: '작업을 옮기지 못했습니다. 아무것도 바뀌지 않았습니다.',
  },
}
