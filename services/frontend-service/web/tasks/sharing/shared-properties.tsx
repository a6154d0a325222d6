import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/form/colour.tsx'
import { Due } from '../fields/due.tsx'
import { planWords } from '../fields/plan-words.ts'
import { PriorityIcon } from '../fields/priority.tsx'
import { Start } from '../fields/start.tsx'
import { StatusShape } from '../fields/status.tsx'
import { isDone, type SharedTask } from '../task.ts'

/** What a shared task is made of beside its words; nothing of it opens a menu. */
export function SharedProperties({ task }: { task: SharedTask }) {
  const { nameOf, hueOf } = usePeople()
  return (
    <dl className="grid gap-x-2 gap-y-0.5 items-center grid-cols-[76px_minmax(0,1fr)]">
      <Property label={m.tasks.status}>
        <StatusShape shape={task.status.group} />
        {task.status.name}
      </Property>
      <Property label={m.tasks.priority}>
        <PriorityIcon priority={task.priority} isDecorative />
        {m.tasks.priorities[task.priority]}
      </Property>
      <Property label={m.tasks.assignees}>
        {task.assigneeIds.length === 0 && <None text={m.tasks.nobody} />}
        {task.assigneeIds.map((id) => (
          <span key={id} className="inline-flex items-center gap-1.5 max-w-full min-w-0">
            <Avatar name={nameOf(id)} hue={hueOf(id)} isDecorative />
            <span className="min-w-0">{nameOf(id)}</span>
          </span>
        ))}
      </Property>
      {task.startDate && (
        <Property label={planWords().start}>
          <Start task={task} />
        </Property>
      )}
      <Property label={m.tasks.due}>
        {task.dueDate ? (
          <Due task={task} isDone={isDone(task.status)} />
        ) : (
          <None text={m.tasks.noDue} />
        )}
      </Property>
      <Property label={m.tasks.labels}>
        {task.labels.length === 0 && <None text={m.tasks.noLabels} />}
        {task.labels.map(({ name, color }) => (
          <Chip key={name} colour={color} text={name} />
        ))}
      </Property>
    </dl>
  )
}

const Property = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{label}</dt>
    <dd className="flex items-center gap-[7px] flex-wrap min-h-7 py-[3px] min-w-0">{children}</dd>
  </>
)

const None = ({ text }: { text: string }) => <span className="text-ink-3">{text}</span>
