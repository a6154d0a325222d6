import clsx from 'clsx'
import type { ReactNode } from 'react'
import { type Member, usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/form/colour.tsx'
import { DuePicker } from '../fields/due.tsx'
import { PriorityIcon, PriorityPicker } from '../fields/priority.tsx'
import { SetPicker } from '../fields/set-picker.tsx'
import { StatusIcon, StatusPicker } from '../fields/status.tsx'
import { projectKeyOf, type Task } from '../task.ts'

interface Props {
  task: Task
  isEditable: boolean
  layout: 'peek' | 'page'
}

/** Who can be given work, and who has it already: also those who left or only read since, so that they can be taken off. */
const assignable = (members: Member[], assigneeIds: string[]) => [
  ...new Set([
    ...members.filter(({ role }) => role !== 'viewer').map(({ userId }) => userId),
    ...assigneeIds,
  ]),
]

/** What a task is made of beside its words; each value opens the menu that changes it. */
export function Properties({ task, isEditable, layout }: Props) {
  const project = useProjectAt(projectKeyOf(task.key))
  const { members, nameOf, hueOf } = usePeople()
  const status = project.statuses.find(({ id }) => id === task.statusId)
  const labels = project.labels.filter(({ id }) => task.labelIds.includes(id))
  const value =
    'flex items-center gap-[7px] flex-wrap min-h-7 w-full px-2 py-[3px] rounded-sm hover:bg-hover disabled:bg-transparent'
  return (
    <dl
      inert={!isEditable}
      className={clsx(
        'grid gap-x-2 gap-y-0.5 items-center',
        layout === 'peek'
          ? 'mt-4 sm:grid-cols-[64px_minmax(0,1fr)_64px_minmax(0,1fr)] grid-cols-[76px_minmax(0,1fr)]'
          : 'grid-cols-[76px_minmax(0,1fr)]',
      )}
    >
      <Property name={m.tasks.status}>
        <StatusPicker project={project} task={task} className={value}>
          <StatusIcon project={project} statusId={task.statusId} isDecorative />
          {status?.name}
        </StatusPicker>
      </Property>
      <Property name={m.tasks.priority}>
        <PriorityPicker task={task} className={value}>
          <PriorityIcon priority={task.priority} isDecorative />
          {m.tasks.priorities[task.priority]}
        </PriorityPicker>
      </Property>
      <Property name={m.tasks.assignees}>
        <SetPicker
          task={task}
          field="assigneeIds"
          label={named(m.tasks.assignees, task.assigneeIds.map(nameOf), m.tasks.nobody)}
          className={value}
          items={assignable(members, task.assigneeIds).map((userId) => ({
            id: userId,
            text: nameOf(userId),
            icon: <Avatar name={nameOf(userId)} hue={hueOf(userId)} isDecorative />,
          }))}
        >
          {task.assigneeIds.length === 0 && <None text={m.tasks.nobody} />}
          {task.assigneeIds.map((id) => (
            <span key={id} className="inline-flex items-center gap-1.5 max-w-full min-w-0">
              <Avatar name={nameOf(id)} hue={hueOf(id)} isDecorative />
              <span className="min-w-0">{nameOf(id)}</span>
            </span>
          ))}
        </SetPicker>
      </Property>
      <Property name={m.tasks.due}>
        <DuePicker task={task} isDone={Boolean(task.completedAt)} className={value} />
      </Property>
      <Property name={m.tasks.labels}>
        <SetPicker
          task={task}
          field="labelIds"
          label={named(
            m.tasks.labels,
            labels.map(({ name }) => name),
            m.tasks.noLabels,
          )}
          className={value}
          items={project.labels.map(({ id, name, color }) => ({
            id,
            text: name,
            icon: <Chip colour={color} text="" />,
          }))}
        >
          {labels.length === 0 && <None text={m.tasks.noLabels} />}
          {labels.map(({ id, name, color }) => (
            <Chip key={id} colour={color} text={name} />
          ))}
        </SetPicker>
      </Property>
    </dl>
  )
}

const Property = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{name}</dt>
    <dd className="-ml-2 min-w-0">{children}</dd>
  </>
)

/** What is seen is part of the name, as people who speak to their computer need it. */
const named = (property: string, values: string[], none: string) =>
  `${property}: ${values.join(' ') || none}`

const None = ({ text }: { text: string }) => <span className="text-ink-3">{text}</span>
