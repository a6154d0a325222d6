import { m } from '../../messages.ts'
import { toast } from '../../ui/toast.ts'
import { keptActs } from '../change/kept-acts.ts'
import { takeBack } from '../change/offer-undo.ts'
import { historyWords } from './history-words.ts'

/** Takes back what this tab did last before its page was loaded; where there is nothing, says where all acts are. */
export function undoKept(toHistory: () => void) {
  const act = keptActs().at(-1)
  if (act) return void takeBack(act.actionId, { ...act, as: 'undo' })
  toast({
    id: 'undo',
    text: historyWords().nothingToUndo,
    action: { label: m.shell.history, run: toHistory },
  })
}
