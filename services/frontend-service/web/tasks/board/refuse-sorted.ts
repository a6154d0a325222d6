import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import { filterWords } from '../filter/filter-words.ts'
import type { TaskRow } from '../task.ts'
import { boardWords } from './board-words.ts'

/** What has become of a card that was dropped: `same` where it stood there already. */
export type Dropped = 'moved' | 'same' | 'refused'

/** In a sorted column a card has no other place than its own: says why to whoever looks and to whoever listens. */
export function refuseSorted({ key }: TaskRow): Dropped {
  const why = filterWords().sorted
  toast({ id: 'sorted', text: why })
  announce(boardWords().moveRefused(key, why))
  return 'refused'
}
