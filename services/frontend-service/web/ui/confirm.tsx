import { m } from '../messages.ts'
import { Button } from './button.tsx'
import { Dialog, DialogBody, DialogButtons } from './dialog.tsx'

interface Props {
  title: string
  /** What will happen, in a sentence. */
  lead: string
  /** The act, as its button says it. */
  action: string
  onConfirm: () => void
  onClose: () => void
}

/** Asks once more before something that cannot be taken back. */
export const Confirm = ({ title, lead, action, onConfirm, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <DialogBody>
      <p className="text-ink-2">{lead}</p>
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.cancel}
        </Button>
        <Button
          kind="danger"
          onClick={() => {
            onConfirm()
            onClose()
          }}
        >
          {action}
        </Button>
      </DialogButtons>
    </DialogBody>
  </Dialog>
)
