import { useQuery } from '@tanstack/react-query'
import { usePeople } from '../../account/people.ts'
import { exactDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { timeWords } from '../fields/due-time.ts'
import { planWords } from '../fields/plan-words.ts'
import { priorities, projectKeyOf, type TaskRow } from '../task.ts'
import { usePlainText } from '../text/use-called.ts'
import { askAbout, type Conflict } from './conflict.ts'
import { dialogWords } from './dialog-words.ts'

/** One field was changed twice, by two people or in two tabs of one: names both values and lets one stay. */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const { task, field, mine, theirs, by, keepMine } = conflict
  const { nameOf, me } = usePeople()
  const wordsFor = useWordsFor(task, field, [mine, theirs])
  const names = new Map<string, string>([
    ...Object.entries(m.tasks.fields),
    ['startTime', planWords().startTime],
    ['dueTime', planWords().dueTime],
  ])
  const words = dialogWords()
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
          <Side title={isOwn ? words.here : words.mine} value={wordsFor(mine)} />
          <Side title={isOwn ? words.otherTab : person} value={wordsFor(theirs)} />
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

/** How values of the field read: names for ids. */
function useWordsFor({ key, projectId }: TaskRow, field: string, values: unknown[]) {
  const { nameOf, me } = usePeople()
  const plain = usePlainText()
  const project = useProjects([projectKeyOf(key)]).get(projectKeyOf(key))
  const ids = field === 'parentId' ? values.filter((value) => typeof value === 'string') : []
  const parents = useQuery({
    ...trpc.task.tasks.list.queryOptions({ projectId, ids, limit: values.length }),
    enabled: ids.length > 0,
  })
  const nameIn = (all: readonly { id: string; name: string }[] | undefined, id: unknown) =>
    all?.find((one) => one.id === id)?.name ?? '…'
  const priorityWords = new Map<string, string>(
    priorities.map((each) => [each, m.tasks.priorities[each]]),
  )

  return (value: unknown): string => {
    if (Array.isArray(value))
      return value
        .map((id) => (field === 'labelIds' ? nameIn(project?.labels, id) : nameOf(String(id))))
        .join(', ')
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return ''
    if (field === 'parentId') {
      const parent = parents.data?.items.find(({ id }) => id === value)
      return parent ? `${parent.key} ${parent.title}` : '…'
    }
    if (field === 'statusId') return nameIn(project?.statuses, value)
    if (field === 'startTime' || field === 'dueTime') return timeWords(value, me.timeZone)
    if (field === 'dueDate' || field === 'startDate') return exactDay(value)
    if (field === 'description' || field === 'comment') return plain(value)
    return (field === 'priority' && priorityWords.get(value)) || value
  }
}
