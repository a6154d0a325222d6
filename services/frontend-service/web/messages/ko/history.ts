import { josa } from '../particles.ts'

/** What I did, and taking it back. */
export const history = {
  lead: '30일 안의 일은 되돌릴 수 있습니다.',
  leadKeys: '= 이 창의 마지막 일',
  nothingToUndo: '이 창에서 한 일 가운데 되돌릴 것이 없습니다.',
  noneTitle: '아직 한 일이 없습니다',
  noneLead: '작업을 만들거나 바꾸면 여기에 남습니다. 30일 안에는 어느 브라우저에서나 되돌립니다.',
  redo: '다시 하기',
  preview: '되돌리기 미리 보기',
  many: '한꺼번에',
  undoneAt: (time: string) => `${time}에 되돌림`,
  never: '되돌릴 수 없음',
  undone: (sentence: string) => `되돌렸습니다: ${sentence}`,
  redone: (sentence: string) => `다시 했습니다: ${sentence}`,
  canUndo: (count: number, all: number) => `${all}개 중 ${count}개를 되돌릴 수 있습니다`,
  ofAll: (count: number, all: number) => `${all}개 중 ${count}개`,
  overtaken: (count: number) => `${count}개는 그 뒤 바뀌었습니다.`,
  stay: (count: number) => `그 ${count}개는 그대로 둡니다.`,
  undoCount: (count: number) => `${count}개 되돌리기`,
  undoOthers: (count: number) => `나머지 ${count}개 되돌리기`,
  seeAll: (count: number) => `${count}개 보기`,
  left: {
    values: (yours: string, who: string, at: string, theirs: string) =>
      `내 값 ${yours} → ${who}님이 ${at}에 ${josa.ro(theirs)} 바꿈`,
    changed: (who: string, at: string, field: string) =>
      `${who}님이 ${at}에 ${josa.eul(field)} 바꿈`,
    inTrash: '휴지통에 있음',
    moved: '다른 프로젝트에 있음',
    gone: '영구히 삭제됨',
    unknown: (field: string) => `${field}: 이전 값이 이제 없음`,
  },
  task: '작업',
  nothing: '없음',
  /** Acts of me; `what` is a task or how many of them. */
  acts: {
    created: (what: string) => `${josa.eul(what)} 만듦`,
    changed: (what: string, fields: string) =>
      fields ? `${what}의 ${josa.eul(fields)} 바꿈` : `${josa.eul(what)} 바꿈`,
    set: (what: string, field: string, value: string) =>
      `${what}의 ${josa.eul(field)} ${josa.ro(value)} 바꿈`,
    cleared: (what: string, field: string) => `${what}의 ${josa.eul(field)} 지움`,
    added: (what: string, field: string, names: string) =>
      `${what}에 ${field} ${josa.eul(names)} 더함`,
    removed: (what: string, field: string, names: string) =>
      `${what}에서 ${field} ${josa.eul(names)} 뺌`,
    moved: (what: string, to: string) => `${josa.eul(what)} ${josa.ro(to)} 옮김`,
    ordered: (what: string) => `${what}의 순서를 바꿈`,
    completed: (what: string) => `${josa.eul(what)} 완료함`,
    cancelled: (what: string) => `${josa.eul(what)} 취소함`,
    reopened: (what: string) => `${josa.eul(what)} 다시 엶`,
    trashed: (what: string) => `${josa.eul(what)} 휴지통에 넣음`,
    restored: (what: string) => `${josa.eul(what)} 되살림`,
    relocated: (what: string, project: string) =>
      `${josa.eul(what)} 프로젝트 ${josa.ro(project)} 옮김`,
    purged: (what: string) => `${josa.eul(what)} 영구히 지움`,
    related: (what: string) => `${what}의 관계를 바꿈`,
    watched: (what: string) => `${josa.eul(what)} 지켜보기 시작함`,
    unwatched: (what: string) => `${what} 지켜보기를 그만둠`,
    commented: (what: string) => `${what}에 댓글을 남김`,
    commentEdited: (what: string) => `${what}의 댓글을 고침`,
    commentDeleted: (what: string) => `${what}의 댓글을 지움`,
    fileAdded: (what: string) => `파일 ${josa.eul(what)} 올림`,
    fileChanged: (what: string) => `파일 ${josa.eul(what)} 고침`,
    fileTrashed: (what: string) => `파일 ${josa.eul(what)} 휴지통에 넣음`,
    fileRestored: (what: string) => `파일 ${josa.eul(what)} 되살림`,
    founded: (what: string) => `프로젝트 ${josa.eul(what)} 만듦`,
    archivedTask: (what: string) => `${what} 보관`,
    unarchivedTask: (what: string) => `${what} 보관함에서 꺼냄`,
    archived: (what: string) => `프로젝트 ${josa.eul(what)} 보관함`,
    unarchived: (what: string) => `프로젝트 ${josa.eul(what)} 다시 엶`,
    project: (what: string) => `프로젝트 ${josa.eul(what)} 고침`,
    people: (what: string) => `프로젝트 ${what}의 구성원을 바꿈`,
    workflow: (what: string) => `프로젝트 ${what}의 상태를 바꿈`,
    labels: (what: string) => `프로젝트 ${what}의 라벨을 바꿈`,
  },
}
