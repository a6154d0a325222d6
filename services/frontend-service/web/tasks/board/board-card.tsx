import clsx from 'clsx'
import { Calendar, Ellipsis, MessageSquare } from 'lucide-react'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { m } from '../../messages.ts'
import { Chip } from '../../ui/form/colour.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { isFresh } from '../cache/pending-updates.ts'
import { PendingDot } from '../change/pending-dot.tsx'
import { Due } from '../fields/due.tsx'
import { People } from '../fields/people.tsx'
import { PriorityIcon } from '../fields/priority.tsx'
import { useStatusChoice } from '../fields/status.tsx'
import { BlockedMark } from '../relations/blocked-mark.tsx'
import { canEdit } from '../rights.ts'
import { SelectBox } from '../rows/select-box.tsx'
import { useIsSelected } from '../rows/selection.ts'
import { TaskLink } from '../rows/task-link.tsx'
import type { Slot } from '../rows/virtual-column.ts'
import { Progress } from '../subtasks/progress.tsx'
import { isDone, type Project, type TaskRow } from '../task.ts'

interface Shown {
  task: TaskRow
  project: Project
  isPending: boolean
}

interface Props extends Shown {
  isMoving: boolean
  slot: Slot
  /** On a board with lanes the one that it stands in. */
  lane?: string
}

/** A task on the board. It can be dragged, and its menu and keys do what dragging does. */
export function BoardCard({ isMoving, slot, lane, ...shown }: Props) {
  const box = useRef<HTMLLIElement>(null)
  const [isLifted, setLifted] = useState(false)
  const [edge, setEdge] = useState<'top' | 'bottom' | null>(null)
  const { id, statusId } = shown.task
  const isSelected = useIsSelected(id)
  const isEditable = canEdit(shown.project.role)
  const { ref: measure } = slot
  const place = useCallback(
    (element: HTMLLIElement | null) => {
      box.current = element
      measure(element)
    },
    [measure],
  )

  useEffect(() => {
    if (!isEditable) return
    let stop = () => {}
    let isOver = false
    void import('./board-drag.ts').then(({ dragCard }) => {
      if (box.current && !isOver)
        stop = dragCard(box.current, {
          ...{ id, statusId, lane },
          onLift: setLifted,
          onEdge: setEdge,
        })
    })
    return () => {
      isOver = true
      stop()
    }
  }, [id, statusId, lane, isEditable])

  return (
    <li
      {...slot}
      ref={place}
      data-lifted={isLifted || undefined}
      className={clsx(
        'group/card group/row relative grid gap-[5px] max-md:gap-1.5 rounded-md pt-[7px] pr-2 pb-2.5 pl-2.5 max-md:p-3',
        'in-data-[moved^=pointer]:outline-line-2! has-[a[data-task]:focus-visible]:outline-2 has-[a[data-task]:focus-visible]:outline-focus has-[a[data-task]:focus-visible]:outline-offset-1',
        isLifted
          ? 'opacity-40 outline-[1.5px] outline-dashed outline-line-control'
          : clsx(
              isSelected ? 'bg-selected' : 'bg-raised',
              'shadow-[0_0_0_1px_var(--line),var(--e-1)] pointed:shadow-[0_0_0_1px_var(--line-control),var(--e-1)]',
            ),
        isFresh(id) && 'animate-fresh',
        isMoving && 'rotate-[1.6deg] shadow-3!',
      )}
    >
      {edge && <DropLine edge={edge} />}
      <Content {...shown} />
    </li>
  )
}

/** What is on the card: rendered again only when that has changed, not while a card is dragged over it. */
const Content = memo(function Content({ task, project, isPending }: Shown) {
  const labels = project.labels.filter((label) => task.labelIds.includes(label.id))
  const done = isDone(project.statuses.find(({ id }) => id === task.statusId))
  return (
    <>
      <div className="flex items-center gap-1.5 min-h-5.5 text-12 text-ink-3 nums">
        {canEdit(project.role) ? (
          <SelectBox id={task.id} taskKey={task.key} className="relative -m-1">
            <PriorityIcon priority={task.priority} />
          </SelectBox>
        ) : (
          <PriorityIcon priority={task.priority} />
        )}
        {task.key}
        {isPending && <PendingDot />}
        <span className="flex items-center gap-1 ml-auto">
          {canEdit(project.role) && <CardMenu task={task} project={project} />}
          <People ids={task.assigneeIds} />
        </span>
      </div>
      <TaskLink
        task={task}
        isDone={done}
        className={clsx(
          // In lanes it does not come to stand below headings that stay in sight.
          'in-data-[lane]:scroll-mt-32',
          'font-medium max-md:text-[15px]/[22px] line-clamp-3 text-pretty after:absolute after:inset-0 focus-visible:outline-none',
          done && 'text-ink-2',
        )}
      />
      <CardFoot task={task} labels={labels} isDone={done} />
    </>
  )
})

interface FootProps {
  task: TaskRow
  labels: Project['labels']
  isDone: boolean
}

function CardFoot({ task, labels, isDone }: FootProps) {
  if (
    labels.length === 0 &&
    !task.dueDate &&
    !task.subtasks &&
    !task.blockers &&
    task.commentCount === 0
  )
    return null
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-[5px] mt-px text-12 text-ink-3 nums">
      {labels.map(({ id, name, color }) => (
        <Chip key={id} colour={color} text={name} />
      ))}
      {task.dueDate && (
        <span className="inline-flex items-center gap-1">
          <Calendar aria-hidden className="size-3.5!" />
          <Due task={task} isDone={isDone} />
        </span>
      )}
      <BlockedMark task={task} isDone={isDone} />
      <Progress of={task.subtasks} />
      {task.commentCount > 0 && (
        <span className="inline-flex items-center gap-1">
          <MessageSquare aria-hidden className="size-3.5!" />
          <span className="sr-only">{m.tasks.commentCount(task.commentCount)}</span>
          <span aria-hidden>{task.commentCount}</span>
        </span>
      )}
    </div>
  )
}

/** What dragging does, as a menu. */
const CardMenu = ({ task, project }: Pick<Shown, 'task' | 'project'>) => (
  <Picker
    {...useStatusChoice(project, task)}
    label={`${task.key} ${m.tasks.moveTo}`}
    className="relative z-1 grid place-items-center size-6 rounded-sm hover:bg-pressed opacity-0 group-hover/card:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 max-md:opacity-100"
  >
    <Ellipsis aria-hidden className="text-ink-3" />
  </Picker>
)

const DropLine = ({ edge }: { edge: 'top' | 'bottom' }) => (
  <i
    aria-hidden
    className={clsx(
      'absolute inset-x-0 h-0.5 rounded-[2px] bg-accent-line before:absolute before:-left-[3px] before:-top-[3px] before:size-2 before:rounded-full before:border-2 before:border-accent-line before:bg-surface',
      edge === 'top' ? '-top-1' : '-bottom-1',
    )}
  />
)
