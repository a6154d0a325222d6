import clsx from 'clsx'
import { MessageSquare } from 'lucide-react'
import { memo } from 'react'
import { useIsPhone } from '../../frame/phone.ts'
import { m } from '../../messages.ts'
import { Chip } from '../../ui/form/colour.tsx'
import { isFresh } from '../cache/pending-updates.ts'
import { PendingDot } from '../change/pending-dot.tsx'
import { Due } from '../fields/due.tsx'
import { People } from '../fields/people.tsx'
import { PriorityPicker } from '../fields/priority.tsx'
import { StatusPicker } from '../fields/status.tsx'
import { BlockedMark } from '../relations/blocked-mark.tsx'
import { canEdit } from '../rights.ts'
import { SelectBox } from '../rows/select-box.tsx'
import { useIsChoosing, useIsSelected } from '../rows/selection.ts'
import { TaskLink } from '../rows/task-link.tsx'
import type { Slot } from '../rows/virtual-column.ts'
import { Progress } from '../subtasks/progress.tsx'
import { isDone, type Project, type TaskRow as Row } from '../task.ts'
import { PartsButton } from './parts-button.tsx'

interface Shown {
  task: Row
  project: Project | undefined
  isPending?: boolean
  /** My own avatar says nothing among my tasks. */
  hideMe?: boolean
  /** 1 for what is part of nothing that is shown above it. */
  level?: number
  /** Shown as a part of another, while the filter leaves it out. */
  isOutside?: boolean
}

interface Props extends Shown {
  isPeeked?: boolean
  slot?: Slot
}

/** A task in a list. */
export function TaskRow({ isPeeked, slot, ...shown }: Props) {
  const isPhone = useIsPhone()
  const { id } = shown.task
  const isSelected = useIsSelected(id)
  const isChoosing = useIsChoosing()
  const canSelect = slot !== undefined && isEditable(shown.project) && !shown.project?.archivedAt
  return (
    <li
      {...slot}
      className={clsx(
        'group/row @container relative mx-2 max-md:mx-0 rounded-sm pointed:bg-hover in-data-[moved^=pointer]:outline-line-2! has-[a[data-task]:focus-visible]:outline-2 has-[a[data-task]:focus-visible]:outline-focus has-[a[data-task]:focus-visible]:outline-offset-[-2px]',
        (isPeeked || isSelected) && 'bg-selected',
        canSelect && isChoosing && 'max-md:pl-9',
        isFresh(id) && 'animate-fresh',
      )}
    >
      {canSelect && (
        <SelectBox
          id={id}
          taskKey={shown.task.key}
          className="absolute left-2.5 max-md:left-0.5 inset-y-0 my-auto"
        />
      )}
      {isPhone ? <PhoneRow {...shown} /> : <WideRow {...shown} />}
    </li>
  )
}

/** The title is read first and shrinks last; due and people form columns at the right edge. A list renders with each key
 *  and each scroll, but what is in a row only when it has changed. */
const WideRow = memo(function WideRow({
  task,
  project,
  level = 1,
  isPending,
  hideMe,
  isOutside,
}: Shown) {
  const { done, isEditable, labels } = factsOf(task, project)
  return (
    <div
      className="flex items-center gap-2 h-(--row) pr-3"
      style={{ paddingLeft: 42 + (level - 1) * 22 }}
    >
      <PartsButton task={task} />
      <PriorityPicker task={task} className={inRow} isDisabled={!isEditable} />
      <span className="w-13.5 flex-none text-12 text-ink-3 nums whitespace-nowrap">{task.key}</span>
      <StatusPicker project={project} task={task} className={inRow} />
      <TaskLink task={task} isDone={done || isOutside} />
      <Place level={level} isOutside={isOutside} />
      {isPending && <PendingDot />}
      <BlockedMark task={task} isDone={done} />
      <span className="flex-[1_1_12px]" />
      <span className="hidden @lg:inline-flex text-12 text-ink-3">
        <Progress of={task.subtasks} />
      </span>
      <Comments count={task.commentCount} />
      <span className="hidden @2xl:flex gap-1">
        {labels.slice(0, 3).map(({ id, name, color }) => (
          <Chip key={id} colour={color} text={name} />
        ))}
      </span>
      <span className="@lg:min-w-19.5 text-right text-12 text-ink-3 flex-none">
        <Due task={task} isDone={done} />
      </span>
      <span className="w-13.5 flex justify-end flex-none">
        <People ids={task.assigneeIds} hideMe={hideMe} />
      </span>
    </div>
  )
})

const PhoneRow = memo(function PhoneRow({
  task,
  project,
  level = 1,
  isPending,
  hideMe,
  isOutside,
}: Shown) {
  const { done, isEditable, labels } = factsOf(task, project)
  return (
    <div
      className="grid grid-cols-[24px_minmax(0,1fr)_auto] gap-x-2.5 pr-4 py-2 border-b border-line"
      style={{ paddingLeft: 14 + (level - 1) * 16 }}
    >
      <StatusPicker
        project={project}
        task={task}
        className={clsx(inRow, 'mt-0.5 [&_svg]:size-5')}
      />
      <div className="grid gap-0.5 min-w-0">
        <TaskLink task={task} isDone={done || isOutside} isPhone />
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-ink-3 nums">
          <PriorityPicker task={task} className={inRow} isDisabled={!isEditable} />
          <span className="whitespace-nowrap">{task.key}</span>
          <Place level={level} isOutside={isOutside} />
          {isPending && <PendingDot />}
          <BlockedMark task={task} isDone={done} />
          <PartsButton task={task} isPhone />
          <Progress of={task.subtasks} />
          {labels.slice(0, 1).map(({ id, name, color }) => (
            <Chip key={id} colour={color} text={name} />
          ))}
        </span>
      </div>
      <span className="flex items-center gap-1.5 h-6 text-12 text-ink-3">
        <Due task={task} isDone={done} />
        <People ids={task.assigneeIds} hideMe={hideMe} />
      </span>
    </div>
  )
})

const isEditable = (project: Project | undefined) => project !== undefined && canEdit(project.role)

const factsOf = (task: Row, project: Project | undefined) => ({
  done: isDone(project?.statuses.find(({ id }) => id === task.statusId)),
  isEditable: isEditable(project),
  labels: (project?.labels ?? []).filter(({ id }) => task.labelIds.includes(id)),
})

const inRow =
  'relative z-1 grid place-items-center flex-none size-6 -m-1 rounded-sm hover:bg-pressed'

/** Its place in words: others see it by where and how it stands. */
const Place = ({ level, isOutside }: { level: number; isOutside?: boolean }) =>
  level > 1 && (
    <span className="sr-only">
      {[m.tasks.subtask, isOutside && m.tasks.outsideFilter].filter(Boolean).join(', ')}
    </span>
  )

const Comments = ({ count }: { count: number }) =>
  count > 0 ? (
    <span className="hidden @lg:inline-flex items-center gap-1 text-12 text-ink-3 nums">
      <MessageSquare aria-hidden className="size-3.5!" />
      <span className="sr-only">{m.tasks.commentCount(count)}</span>
      <span aria-hidden>{count}</span>
    </span>
  ) : null
