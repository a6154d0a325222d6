import { usePeople } from '../../account/people.ts'
import { exactDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { timeWords } from '../fields/due-time.ts'
import { planWords } from '../fields/plan-words.ts'
import { priorities } from '../task.ts'
import { askAbout, type Conflict } from './conflict.ts'
import { dialogWords } from './dialog-words.ts'

/** One field was changed twice, by two people or in two tabs of one: names both values and lets one stay. */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const { task, field, mine, theirs, by, keepMine } = conflict
  const { nameOf, me } = usePeople()
  const names = new Map<string, string>([
    ...Object.entries(m.tasks.fields),
    ['dueTime', planWords().dueTime],
  ])
  const words = dialogWords()
  const known = { nameOf, timeZone: me.timeZone }
  const name = names.get(field) ?? field
  const isOwn = by === me.id
  const person = nameOf(by)
  const lead = isOwn ? words.conflictOwn(name) : words.conflictLead(person, name)

  const keepTheirs = () => {
    askAbout(undefined)
    conflict.keepTheirs?.()
  }
  return (
    <Dialog
      title={words.conflictTitle(task.key)}
      onClose={conflict.keepTheirs ? () => askAbout(undefined) : keepTheirs}
    >
      <DialogBody>
        <p>{lead}</p>
        <dl className="grid grid-cols-2 gap-3">
          <Side title={isOwn ? words.here : words.mine} value={wordsFor(field, mine, known)} />
          <Side title={isOwn ? words.otherTab : person} value={wordsFor(field, theirs, known)} />
        </dl>
        <DialogButtons>
          <Button kind="line" onClick={keepTheirs}>
            {isOwn ? words.keepOtherTab : words.keepTheirs(person)}
          </Button>
          <Button
            kind="primary"
            onClick={() => {
              askAbout(undefined)
              keepMine()
            }}
          >
            {isOwn ? words.keepHere : words.keepMine}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}

const Side = ({ title, value }: { title: string; value: string }) => (
  <div className="border border-line rounded-md p-3 min-w-0">
    <dt className="text-12 text-ink-3 mb-1">{title}</dt>
    <dd className="font-medium line-clamp-6">{value || dialogWords().empty}</dd>
  </div>
)

interface Known {
  readonly nameOf: (id: string) => string
  readonly timeZone: string
}

function wordsFor(field: string, value: unknown, { nameOf, timeZone }: Known): string {
  if (Array.isArray(value))
    return field === 'assigneeIds' ? value.map(String).map(nameOf).join(', ') : String(value.length)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  if (field === 'dueTime') return timeWords(value, timeZone)
  if (field === 'dueDate' || field === 'startDate') return exactDay(value)
  const priority = priorities.find((each) => each === value)
  return field === 'priority' && priority ? m.tasks.priorities[priority] : value
}
