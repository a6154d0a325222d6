import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { changeNow } from './change-many.ts'
import { dialogWords } from './dialog-words.ts'
import { askAboutRefused, type Refused } from './refused.ts'

/** Some of many tasks refuse a change: names them with their reasons, and lets the others be changed. */
export function RefusedDialog({ refusal }: { refusal: Refused }) {
  const { tasks, change, refused, beyond } = refusal
  const reasons = new Map<string, string>(Object.entries(dialogWords().refusals))
  const ids = new Set(refused.map(({ id }) => id))
  const others = tasks.filter(({ id }) => !ids.has(id))
  const rest = beyond?.ids.filter((id) => !ids.has(id)) ?? []
  const left = others.length + rest.length
  const known = new Map(tasks.map((task) => [task.id, task]))
  const close = () => askAboutRefused(undefined)
  return (
    <Dialog
      title={dialogWords().refusedTitle(refused.length, refused.length + left)}
      onClose={close}
    >
      <DialogBody>
        <p>{dialogWords().refusedLead}</p>
        <ul className="grid max-h-72 overflow-y-auto">
          {refused.map(({ id, key, title, reason }) => (
            <li key={id} className="grid grid-cols-[54px_minmax(0,1fr)] gap-2 py-1.5">
              <span className="text-12 text-ink-3 nums">{known.get(id)?.key ?? key}</span>
              <span className="min-w-0">
                <span className="block cut">{known.get(id)?.title ?? title}</span>
                <span className="block text-12 text-ink-3">{reasons.get(reason) ?? reason}</span>
              </span>
            </li>
          ))}
        </ul>
        <DialogButtons>
          <Button onClick={close}>{m.shell.cancel}</Button>
          {left > 0 && (
            <Button
              kind="primary"
              onClick={() => {
                close()
                changeNow(others, change, beyond && { ...beyond, ids: rest })
              }}
            >
              {dialogWords().applyToOthers(left)}
            </Button>
          )}
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}
