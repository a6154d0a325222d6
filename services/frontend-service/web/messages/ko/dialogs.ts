import { josa } from '../particles.ts'

/** What the dialogs about a task ask. */
export const dialogs = {
  completeTitle: (key: string) => `${josa.eul(key)} 완료할까요?`,
  completeLead: (count: number) => `열린 하위 작업이 ${count}개 있습니다.`,
  completeOnly: '이 작업만',
  completeToo: (count: number) => `하위 작업 ${count}개도 완료`,
  conflictTitle: (key: string) => `${josa.i(key)} 그 사이 바뀌었습니다`,
  conflictLead: (name: string, field: string) =>
    `${name}님이 먼저 ${josa.eul(field)} 바꾸었습니다. 어느 쪽을 남길까요?`,
  mine: '내 값',
  theirs: '저장된 값',
  keepTheirs: (name: string) => `${name}님 값 남기기`,
  keepMine: '내 값 남기기',
  empty: '없음',
}
