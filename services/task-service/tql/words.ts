import { folded, nearest } from './nearest.ts'

/** A word as it is kept, and the others that mean the same: Korean ones first. */
type Table = Readonly<Record<string, readonly string[]>>

/** Names that a project gives: a status, a label, a person. */
export const nameFields = ['status', 'label', 'assignee', 'creator', 'watcher'] as const
export type NameField = (typeof nameFields)[number]

export const dayFields = ['due', 'start', 'created', 'updated', 'completed'] as const
export type DayField = (typeof dayFields)[number]

export const amountFields = ['estimate'] as const
export type AmountField = (typeof amountFields)[number]

/** A task, by its key. */
export const keyFields = ['key', 'parent'] as const
export type KeyField = (typeof keyFields)[number]

/** Lowest first. */
export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** Fields with values of their own. */
export const choices = {
  group: {
    backlog: ['백로그'],
    unstarted: ['시작전'],
    started: ['진행중', '진행'],
    completed: ['완료', 'done'],
    cancelled: ['취소', 'canceled'],
  },
  p: {
    none: ['없음'],
    low: ['낮음'],
    medium: ['보통'],
    high: ['높음'],
    urgent: ['긴급'],
  },
  is: {
    open: ['열림'],
    overdue: ['지연'],
    blocked: ['막힘'],
    trashed: ['휴지통'],
    archived: ['보관'],
  },
  has: {
    comment: ['댓글', 'comments'],
    file: ['파일', 'files'],
    checklist: ['체크리스트', 'checklists'],
    subtask: ['하위작업', 'subtasks'],
  },
} as const satisfies Record<string, Table>
export type ChoiceField = keyof typeof choices

export const sortKeys = {
  due: ['마감', '마감일'],
  start: ['시작', '시작일'],
  estimate: ['추정', '추정치'],
  p: ['우선순위', 'priority'],
  title: ['제목'],
  key: ['키'],
  created: ['생성', '만든날'],
  updated: ['수정', '바뀐날'],
  completed: ['완료', '완료일'],
} as const satisfies Table
export type SortKey = keyof typeof sortKeys

/** What stands in the place of a key. */
export const keyWords = {
  key: {},
  parent: { none: ['없음'] },
} as const satisfies Record<KeyField, Table>

export const amountWords = { none: ['없음'] } as const satisfies Table

/** What stands for a person or a status without naming one. */
export const standIns = {
  status: { open: ['열림'] },
  label: { none: ['없음'] },
  assignee: { me: ['나'], none: ['없음'] },
  creator: { me: ['나'] },
  watcher: { me: ['나'] },
} as const satisfies Record<NameField, Table>

export const dayWords = {
  none: ['없음'],
  today: ['오늘'],
  weekend: ['주말'],
  eow: ['이번주'],
  eom: ['월말', '말일'],
} as const satisfies Table

export const fields = {
  status: ['상태'],
  group: ['단계'],
  p: ['우선순위', 'priority'],
  label: ['라벨'],
  assignee: ['담당', '담당자'],
  creator: ['만든사람', '작성자'],
  watcher: ['지켜보는사람', '지켜봄'],
  due: ['마감', '마감일'],
  start: ['시작', '시작일'],
  estimate: ['추정', '추정치'],
  created: ['생성', '만든날'],
  updated: ['수정', '바뀐날'],
  completed: ['완료', '완료일'],
  key: ['키'],
  parent: ['상위', '상위작업'],
  text: ['글'],
  is: ['조건'],
  has: ['있음'],
  sort: ['정렬'],
} as const satisfies Table
export type Field = keyof typeof fields

/** The kept form of a word of a table. */
export function wordIn<Kept extends string>(
  table: Readonly<Record<Kept, readonly string[]>>,
  word: string,
): Kept | undefined {
  const wanted = folded(word)
  const isKept = (kept: string): kept is Kept => Object.hasOwn(table, kept)
  return Object.keys(table)
    .filter(isKept)
    .find((kept) => kept === wanted || table[kept].includes(wanted))
}

/** The condition that somebody means by the state of a task in the place of a day: `due:overdue` is `is:overdue`. */
export const stateMeant = (word: string) => {
  const [korean] = fields.is
  const isKorean = /\p{Script=Hangul}/u.test(word)
  return wordIn(choices.is, word) && `${isKorean ? korean : 'is'}:${word}`
}

/** The word of a table that somebody may have meant, in the language in which they wrote. */
export const nearestIn = (table: Table, word: string) =>
  nearest(word, [...Object.keys(table), ...Object.values(table).flat()])
