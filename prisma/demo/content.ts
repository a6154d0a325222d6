import { stories } from './stories.ts'
import { tables } from './tables.ts'

/** What the demo workspace is made of, besides its people. */
export const projects = [
  { key: 'WEB', name: '홈페이지 개편', color: 'blue', locale: 'ko' },
  { key: 'APP', name: 'Mobile app 2.0', color: 'violet', locale: 'en' },
  { key: 'OPS', name: '운영·총무', color: 'green', locale: 'ko' },
] as const
export type ProjectKey = (typeof projects)[number]['key']

export const labels = {
  WEB: {
    디자인: 'pink',
    콘텐츠: 'teal',
    접근성: 'green',
    성능: 'orange',
    법무: 'yellow',
    버그: 'red',
  },
  APP: { Design: 'violet', Backend: 'blue', Release: 'green', Bug: 'red' },
  OPS: { 계약: 'violet', 정산: 'green', 장비: 'blue', 채용: 'orange', 총무: 'teal' },
} as const

/** Saved for everybody who sees the project. */
export const views = [
  { project: 'WEB', name: '이번 주 마감', kind: 'list', q: 'status:open due<=+7d' },
  { project: 'WEB', name: '버그', kind: 'board', q: 'label:버그' },
  { project: 'APP', name: 'To review', kind: 'list', q: 'status:"In review"' },
  { project: 'OPS', name: '계약', kind: 'list', q: 'status:open label:계약' },
] as const

/** The one task that a guest sees of a project. */
export const shared = {
  task: '메인 배너 교체 시안 확정',
  with: 'sera',
  role: 'commenter',
} as const

export const tasks = projects.flatMap(({ key: project }) =>
  tables[project].map((task) => ({ project, ...task, story: stories[task.title] ?? {} })),
)
export type ToldTask = (typeof tasks)[number]
