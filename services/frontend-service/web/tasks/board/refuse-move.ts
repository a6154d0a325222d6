import { announce } from '../../ui/announcer.tsx'
import { fullWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { filterWords } from '../filter/filter-words.ts'
import type { TaskRow } from '../task.ts'
import { boardWords } from './board-words.ts'

/** What has become of a card that was dropped: `same` where it stood there already. */
export type Dropped = 'moved' | 'same' | 'refused'

/** In a sorted column a card has no other place than its own. */
export const refuseSorted = (task: TaskRow) => refuse('sorted', task, filterWords().sorted)

/** A column that is full, and takes no more than it is meant to hold, takes no card of another. */
export const refuseFull = (task: TaskRow, status: string, most: number) =>
  refuse('full', task, fullWords(status, most))

/** Says why to whoever looks and to whoever listens. */
function refuse(id: string, { key }: TaskRow, why: string): Dropped {
  toast({ id, text: why })
  announce(boardWords().moveRefused(key, why))
  return 'refused'
}
