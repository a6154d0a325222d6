import { m } from '../../messages.ts'

interface TaskKey {
  key: string
  name: () => string
  /** For whoever may not change the task, too. */
  isForReaders?: boolean
}

/** What keys do with the task that is meant, in the order of the shortcut sheet and the palette. */
export const taskKeys: readonly TaskKey[] = [
  { key: 's', name: () => m.tasks.status },
  { key: 'p', name: () => m.tasks.priority },
  { key: 'a', name: () => m.tasks.assignees },
  { key: 'i', name: () => m.shell.keys.assignMe },
  { key: 'l', name: () => m.tasks.labels },
  { key: 'd', name: () => m.tasks.due },
  { key: 'e', name: () => m.shell.keys.editTitle },
  { key: 'f', name: () => m.shell.keys.done },
  { key: '.', name: () => m.tasks.copyKey, isForReaders: true },
  { key: 'Delete', name: () => m.tasks.toTrash },
]
