import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import type { Announced, Effects } from './announced.ts'
import { announcedWords } from './announced-words.ts'

/** Names of each kind; of the others there is their number. */
const NAMED = 5

interface Props {
  change: Announced
  effects: Effects
  /** What was said before does not hold any more. */
  isAgain: boolean
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Who gains and who loses by a change that waits for a yes. */
export function AnnouncedDialog({ change, effects, isAgain, isBusy, onConfirm, onClose }: Props) {
  const words = announcedWords()
  const { gained, lost, changed } = effects
  return (
    <Dialog title={change.title} isBusy={isBusy} onClose={onClose}>
      <DialogBody>
        {isAgain && (
          <p role="status" className="px-3 py-2 rounded-sm bg-warning-soft text-warning-ink">
            {words.late}
          </p>
        )}
        <Some text={words.lost(lost.total)} some={lost} />
        <Some text={words.gained(gained.total)} some={gained} />
        <Some text={words.changed(changed.total)} some={changed} />
        {change.lead && <p className="text-ink-3">{change.lead}</p>}
        <DialogButtons>
          <Button kind="line" disabled={isBusy} onClick={onClose}>
            {m.shell.cancel}
          </Button>
          <Button kind={lost.total > 0 ? 'danger' : 'primary'} isBusy={isBusy} onClick={onConfirm}>
            {change.action}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}

function Some({ text, some: { total, people } }: { text: string; some: Effects['lost'] }) {
  const words = announcedWords()
  const { nameOf, hueOf } = usePeople()
  if (total === 0) return null
  const named = people.slice(0, NAMED)
  return (
    <section aria-label={text} className="grid gap-1.5">
      <h3 className="font-medium">{text}</h3>
      <ul className="grid gap-1.5">
        {named.map(({ userId, before, after }) => (
          <li key={userId} className="flex items-center gap-2 min-w-0">
            <Avatar name={nameOf(userId)} hue={hueOf(userId)} isDecorative />
            <span className="cut flex-1">{nameOf(userId)}</span>
            <span className="text-12 text-ink-3 whitespace-nowrap">
              {before && after
                ? words.from(m.settings.roles[before], m.settings.roles[after])
                : m.settings.roles[before ?? after ?? 'viewer']}
            </span>
          </li>
        ))}
      </ul>
      {total > named.length && <p className="text-ink-3">{words.more(total - named.length)}</p>}
    </section>
  )
}
