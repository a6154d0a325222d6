import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { askAboutSubtasks, type Completing } from './completing.ts'
import { dialogWords } from './dialog-words.ts'

/** Completing tasks that have open parts: those too, or only what was meant. */
export function CompleteDialog({ completing }: { completing: Completing }) {
  const { key, count, open, onlyThese, withSubtasks } = completing
  const words = dialogWords()
  const isOne = count === 1
  const close = () => askAboutSubtasks(undefined)
  const choose = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <Dialog
      title={isOne ? words.completeTitle(key) : words.completeManyTitle(count)}
      onClose={close}
    >
      <DialogBody>
        <p className="text-ink-2">{isOne ? words.completeLead(open) : words.completeManyLead}</p>
        <DialogButtons>
          <Button kind="line" onClick={choose(onlyThese)}>
            {isOne ? words.completeOnly : words.completeOnlyThese}
          </Button>
          <Button kind="primary" onClick={choose(withSubtasks)}>
            {isOne ? words.completeToo(open) : words.completeManyToo}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}
