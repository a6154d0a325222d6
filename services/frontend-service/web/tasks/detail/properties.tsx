import clsx from 'clsx'
import { Globe, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/form/colour.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { useAssigneeChoice } from '../fields/assignees.tsx'
import type { Field } from '../fields/choice.ts'
import { DuePicker } from '../fields/due.tsx'
import { EstimateField } from '../fields/estimate.tsx'
import { useLabelChoice } from '../fields/labels.tsx'
import { planWords } from '../fields/plan-words.ts'
import { PriorityIcon, PriorityPicker } from '../fields/priority.tsx'
import { StartPicker } from '../fields/start.tsx'
import { StatusIcon, StatusPicker } from '../fields/status.tsx'
import { isDone, projectKeyOf, type Task } from '../task.ts'

interface Props {
  task: Task
  isEditable: boolean
  layout: 'peek' | 'page'
}

/** What a task is made of beside its words; each value opens the menu that changes it. */
export function Properties({ task, isEditable, layout }: Props) {
  const project = useProjectAt(projectKeyOf(task.key))
  const { nameOf, hueOf } = usePeople()
  const status = project.statuses.find(({ id }) => id === task.statusId)
  const labels = project.labels.filter(({ id }) => task.labelIds.includes(id))
  const { open } = useOverlays()
  const visibility = project.visibility === 'private' ? 'private' : 'open'
  const VisibilityIcon = visibility === 'private' ? Lock : Globe
  const value =
    'flex items-center gap-[7px] flex-wrap min-h-7 w-full px-2 py-[3px] rounded-sm hover:bg-hover disabled:bg-transparent'
  return (
    <dl
      className={clsx(
        'grid gap-x-2 gap-y-0.5 items-center',
        layout === 'peek'
          ? 'mt-4 sm:grid-cols-[64px_minmax(0,1fr)_64px_minmax(0,1fr)] grid-cols-[76px_minmax(0,1fr)]'
          : 'grid-cols-[76px_minmax(0,1fr)]',
      )}
    >
      <Property field="status" isInert={!isEditable} label={m.tasks.status}>
        <StatusPicker project={project} task={task} className={value}>
          <StatusIcon project={project} statusId={task.statusId} isDecorative />
          {status?.name}
        </StatusPicker>
      </Property>
      <Property field="priority" isInert={!isEditable} label={m.tasks.priority}>
        <PriorityPicker task={task} className={value}>
          <PriorityIcon priority={task.priority} isDecorative />
          {m.tasks.priorities[task.priority]}
        </PriorityPicker>
      </Property>
      <Property field="assignees" isInert={!isEditable} label={m.tasks.assignees}>
        <Picker {...useAssigneeChoice(task)} className={value}>
          {task.assigneeIds.length === 0 && <None text={m.tasks.nobody} />}
          {task.assigneeIds.map((id) => (
            <span key={id} className="inline-flex items-center gap-1.5 max-w-full min-w-0">
              <Avatar name={nameOf(id)} hue={hueOf(id)} isDecorative />
              <span className="min-w-0">{nameOf(id)}</span>
            </span>
          ))}
        </Picker>
      </Property>
      <Property field="estimate" isInert={!isEditable} label={planWords().estimate}>
        <EstimateField task={task} project={project} isDisabled={!isEditable} />
      </Property>
      <Property field="start" isInert={!isEditable} label={planWords().start}>
        <StartPicker task={task} className={value} />
      </Property>
      <Property field="due" isInert={!isEditable} label={m.tasks.due}>
        <DuePicker task={task} isDone={isDone(status)} className={value} />
      </Property>
      <Property field="labels" isInert={!isEditable} label={m.tasks.labels}>
        <Picker {...useLabelChoice(project, task)} className={value}>
          {labels.length === 0 && <None text={m.tasks.noLabels} />}
          {labels.map(({ id, name, color }) => (
            <Chip key={id} colour={color} text={name} />
          ))}
        </Picker>
      </Property>
      <Property field="readers" label={m.projects.visibilityShort}>
        <button
          type="button"
          className={value}
          aria-label={`${m.projects.askReaders} ${m.projects.visibilities[visibility]}`}
          onClick={() => open({ kind: 'readers', place: { kind: 'task', key: task.key } })}
        >
          <VisibilityIcon aria-hidden className="size-3.5! text-ink-3" />
          {m.projects.visibilities[visibility]}
        </button>
      </Property>
    </dl>
  )
}

interface PropertyProps {
  field: Field | 'readers'
  label: string
  isInert?: boolean
  children: ReactNode
}

const Property = ({ field, label, isInert, children }: PropertyProps) => (
  <>
    <dt className="text-ink-3">{label}</dt>
    <dd data-field={field} inert={isInert} className="-ml-2 min-w-0">
      {children}
    </dd>
  </>
)

const None = ({ text }: { text: string }) => <span className="text-ink-3">{text}</span>
