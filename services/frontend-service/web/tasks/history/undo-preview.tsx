import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { ago } from '../../dates.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import type { Project } from '../task.ts'
import { ActTasks } from './act-tasks.tsx'
import type { Act } from './act-words.ts'
import { fieldName, type Known, valueWords } from './field-values.ts'
import { historyWords } from './history-words.ts'

interface Props {
  act: Act & { undo: string }
  project: Project | undefined
  isBusy: boolean
  onUndo: () => void
}

type Left = Outputs['task']['actions']['preview']['left'][number]

/** What undoing an act would take back, and what it would leave as it is and why; the button names how many. */
export function UndoPreview({ act, project, isBusy, onUndo }: Props) {
  const words = historyWords()
  const [showsAll, setShowsAll] = useState(false)
  const { data, error, refetch } = useQuery(
    trpc.task.actions.preview.queryOptions({ actionId: act.undo }),
  )
  if (error) return <Away error={error} isInline onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows count={3} />
  const { tasks, changed, leftTasks, left } = data
  return (
    <section
      aria-label={words.preview}
      className="md:ml-22 mx-3 mb-3 bg-raised rounded-md shadow-[inset_0_0_0_1px_var(--line-2)]"
    >
      <div className="grid gap-2 px-3.5 py-3">
        <p className="flex flex-wrap items-center gap-x-2">
          <Undo2 aria-hidden className="size-4! text-ink-3" />
          <b className="font-strong">{words.canUndo(changed, tasks)}</b>
          {leftTasks > 0 && <span className="text-ink-3">{words.overtaken(leftTasks)}</span>}
        </p>
        <div
          role="img"
          aria-label={words.ofAll(changed, tasks)}
          className="h-1.5 max-w-105 rounded-full bg-pressed overflow-hidden"
        >
          <div className="h-full bg-accent" style={{ width: `${(100 * changed) / tasks}%` }} />
        </div>
      </div>
      {left.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-t border-line">
          {left.map((one) => (
            <LeftRow key={`${one.taskId} ${one.field}`} left={one} project={project} />
          ))}
        </ul>
      )}
      {showsAll && (
        <div className="border-t border-line pt-2">
          <ActTasks actionId={act.id} project={project} />
        </div>
      )}
      <footer className="flex flex-wrap items-center justify-end gap-2 px-3.5 py-2 border-t border-line">
        {leftTasks > 0 && (
          <span className="text-12 text-ink-3 mr-auto">{words.stay(leftTasks)}</span>
        )}
        {!showsAll && <Button onClick={() => setShowsAll(true)}>{words.seeAll(act.tasks)}</Button>}
        {changed > 0 && (
          <Button kind="primary" autoFocus isBusy={isBusy} onClick={onUndo}>
            {leftTasks > 0 ? words.undoOthers(changed) : words.undoCount(changed)}
          </Button>
        )}
      </footer>
    </section>
  )
}

function LeftRow({ left, project }: { left: Left; project: Project | undefined }) {
  const { nameOf } = usePeople()
  const { timeZone } = useMe()
  return (
    <li className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-2.5 px-3.5 py-2">
      <span className="text-12/5 text-ink-3 nums">{left.key}</span>
      <div className="min-w-0">
        <p className="cut">{left.title}</p>
        <p className="text-12 text-ink-3">{whyWords(left, { project, nameOf, timeZone })}</p>
      </div>
    </li>
  )
}

function whyWords({ reason, field, yours, theirs, by, at }: Left, known: Known) {
  const { left } = historyWords()
  if (reason === 'gone') return left.gone
  if (reason === 'moved') return left.moved
  if (reason === 'in_trash') return left.inTrash
  if (reason === 'full') return left.full
  if (reason === 'unknown') return left.unknown(fieldName(field))
  const [who, when] = [known.nameOf(by), at ? ago(at, known.timeZone) : '']
  const values = [yours, theirs].map((value) => valueWords(field, value, known))
  const [mine, other] = values
  return mine && other && field !== 'task' && yours !== undefined
    ? left.values(mine, who, when, other)
    : left.changed(who, when, fieldName(field))
}
