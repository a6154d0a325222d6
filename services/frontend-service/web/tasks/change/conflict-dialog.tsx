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

/** Two people changed one field: names both values and lets one stay. */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const { task, field, mine, theirs, by, keepMine } = conflict
  const { nameOf } = usePeople()
  const names = new Map<string, string>([
    ...Object.entries(m.tasks.fields),
    ['dueTime', planWords().dueTime],
  ])
  const person = nameOf(by)

  const keepTheirs = () => {
    askAbout(undefined)
    conflict.keepTheirs?.()
  }
  return (
    <Dialog
      title={dialogWords().conflictTitle(task.key)}
      onClose={conflict.keepTheirs ? () => askAbout(undefined) : keepTheirs}
    >
      <DialogBody>
        <p>{dialogWords().conflictLead(person, names.get(field) ?? field)}</p>
        <dl className="grid grid-cols-2 gap-3">
          <Side title={dialogWords().mine} value={wordsFor(field, mine, nameOf)} />
          <Side title={person} value={wordsFor(field, theirs, nameOf)} />
        </dl>
        <DialogButtons>
          <Button kind="line" onClick={keepTheirs}>
            {dialogWords().keepTheirs(person)}
          </Button>
          <Button
            kind="primary"
            onClick={() => {
              askAbout(undefined)
              keepMine()
            }}
          >
            {dialogWords().keepMine}
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

function wordsFor(field: string, value: unknown, nameOf: (id: string) => string): string {
  if (Array.isArray(value))
    return field === 'assigneeIds' ? value.map(String).map(nameOf).join(', ') : String(value.length)
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  if (field === 'dueTime') return timeWords(value)
  if (field === 'dueDate' || field === 'startDate') return exactDay(value)
  const priority = priorities.find((each) => each === value)
  return field === 'priority' && priority ? m.tasks.priorities[priority] : value
}
