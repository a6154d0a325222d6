import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { askAboutSubtasks, type Completing } from './completing.ts'

/** Completing a task that has open parts: those too, or only this one. */
export function CompleteDialog({ completing }: { completing: Completing }) {
  const { task, open, onlyThis, withSubtasks } = completing
  const close = () => askAboutSubtasks(undefined)
  const choose = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <Dialog title={m.tasks.completeTitle(task.key)} onClose={close}>
      <DialogBody>
        <p className="text-ink-2">{m.tasks.completeLead(open)}</p>
        <DialogButtons>
          <Button kind="line" onClick={choose(onlyThis)}>
            {m.tasks.completeOnly}
          </Button>
          <Button kind="primary" onClick={choose(withSubtasks)}>
            {m.tasks.completeToo(open)}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}
