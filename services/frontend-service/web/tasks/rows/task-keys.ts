import { shortcutWords } from '../../frame/shortcut-words.ts'
import type { Shortcut } from '../../keys/shortcut.ts'
import { m } from '../../messages.ts'

export interface TaskKey {
  key: Shortcut
  name: () => string
  /** For whoever may not change the task, too. */
  isForReaders?: boolean
  /** For all tasks that are chosen, too. */
  isForMany?: boolean
}

/** What keys do with the task that is meant, in the order of the shortcut sheet and the palette. */
export const taskKeys: readonly TaskKey[] = [
  { key: 's', isForMany: true, name: () => m.tasks.status },
  { key: 'p', isForMany: true, name: () => m.tasks.priority },
  { key: 'a', isForMany: true, name: () => m.tasks.assignees },
  { key: 'i', isForMany: true, name: () => shortcutWords().keys.assignMe },
  { key: 'l', isForMany: true, name: () => m.tasks.labels },
  { key: 'shift+s', isForMany: true, name: () => m.tasks.fields.startDate },
  { key: 'd', isForMany: true, name: () => m.tasks.due },
  { key: 'shift+e', isForMany: true, name: () => m.tasks.fields.estimate },
  { key: 'w', isForMany: true, isForReaders: true, name: () => shortcutWords().keys.watch },
  { key: 'shift+p', isForMany: true, name: () => m.tasks.moveToProject },
  { key: 'y', name: () => m.tasks.duplicate },
  { key: 'e', name: () => shortcutWords().keys.editTitle },
  { key: 'f', name: () => shortcutWords().keys.done },
  { key: '.', name: () => m.tasks.copyKey, isForReaders: true },
  { key: 'shift+a', isForMany: true, name: () => shortcutWords().keys.archive },
  { key: 'Delete', isForMany: true, name: () => m.tasks.toTrash },
]
