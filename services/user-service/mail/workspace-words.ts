import type { Words } from './words.ts'

const greetings = {
  ko: (name?: string) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
  en: (name?: string) => (name ? `Hello ${name},` : 'Hello,'),
}

/** What owners of a workspace read that is to be deleted, or not any more. */
export const workspaceWords = {
  workspace_closed: {
    ko: {
      subject: 'TaskMate 작업 공간이 닫혔고 곧 삭제됩니다',
      greeting: greetings.ko,
      lead: (by, { workspace, day }) =>
        `${by ? `${by}님이` : '소유자 한 명이'} ${workspace ? `‘${workspace}’ 작업 공간` : '작업 공간 하나'}의 삭제를 시작했습니다. 지금은 아무도 열 수 없고, ${day}에 프로젝트와 작업, 파일이 모두 삭제됩니다. 그 전에는 소유자가 아래에서 그대로 되살릴 수 있습니다.`,
      button: '작업 공간 되살리기',
      rest: '삭제되면 되돌릴 수 없습니다. 모르는 일이라면 되살린 뒤 다른 소유자와 이야기하고, 소유자의 계정을 살펴보세요.',
    },
    en: {
      subject: 'A TaskMate workspace is closed and will be deleted',
      greeting: greetings.en,
      lead: (by, { workspace, day }) =>
        `${by ?? 'One of its owners'} asked to delete ${workspace ? `the workspace “${workspace}”` : 'a workspace of yours'}. Nobody can open it now, and its projects, tasks and files are deleted on ${day}. Until then an owner can restore it as it was.`,
      button: 'Restore the workspace',
      rest: 'Once it is deleted, that cannot be undone. If you know nothing of it, restore it, talk to the other owners and check your accounts.',
    },
  },
  workspace_restored: {
    ko: {
      subject: 'TaskMate 작업 공간을 되살렸습니다',
      greeting: greetings.ko,
      lead: (by, { workspace }) =>
        `${by ? `${by}님이` : '소유자 한 명이'} ${workspace ? `‘${workspace}’ 작업 공간` : '닫혔던 작업 공간'}을 되살렸습니다. 삭제되지 않고, 모든 구성원에게 다시 열렸습니다.`,
      button: '작업 공간 열기',
      rest: '프로젝트와 작업, 파일은 닫히기 전 그대로입니다.',
    },
    en: {
      subject: 'A TaskMate workspace is open again',
      greeting: greetings.en,
      lead: (by, { workspace }) =>
        `${by ?? 'One of its owners'} restored ${workspace ? `the workspace “${workspace}”` : 'a workspace of yours that was closed'}. It will not be deleted, and is open to all its members again.`,
      button: 'Open the workspace',
      rest: 'Its projects, tasks and files are as they were.',
    },
  },
} satisfies Record<string, Record<'ko' | 'en', Words>>
