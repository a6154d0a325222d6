import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { askAboutSubtasks, type Completing } from './completing.ts'
import { dialogWords } from './dialog-words.ts'

/** Completing a task that has open parts: those too, or only this one. */
export function CompleteDialog({ completing }: { completing: Completing }) {
  const { task, open, onlyThis, withSubtasks } = completing
  const close = () => askAboutSubtasks(undefined)
  const choose = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <Dialog title={dialogWords().completeTitle(task.key)} onClose={close}>
      <DialogBody>
        <p className="text-ink-2">{dialogWords().completeLead(open)}</p>
        <DialogButtons>
          <Button kind="line" onClick={choose(onlyThis)}>
            {dialogWords().completeOnly}
          </Button>
          <Button kind="primary" onClick={choose(withSubtasks)}>
            {dialogWords().completeToo(open)}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}
