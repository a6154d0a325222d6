import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/form/colour.tsx'
import type { ManyChange } from '../cache/action.ts'
import type { Choice, DayField, Field } from '../fields/choice.ts'
import { estimateChoice } from '../fields/estimate-choice.ts'
import { PriorityIcon } from '../fields/priority.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { type Project, priorities, type TaskRow } from '../task.ts'

interface Chosen {
  readonly tasks: readonly TaskRow[]
  /** Whether these are all that are chosen: what the others have is not known. */
  readonly isWhole: boolean
}

/** What many tasks can be given. What all of them have is ticked; a pick takes that away from all, and anything else is
 *  given to all. */
export function useManyChoices(
  project: Project,
  { tasks, isWhole }: Chosen,
  onChange: (change: ManyChange) => void,
): Record<Exclude<Field, DayField>, Choice> {
  const { members, nameOf, hueOf } = usePeople()
  const all = (has: (task: TaskRow) => boolean) => isWhole && tasks.every(has)
  const hasPerson = (id: string) => all(({ assigneeIds }) => assigneeIds.includes(id))
  const hasLabel = (id: string) => all(({ labelIds }) => labelIds.includes(id))
  const people = members.filter(
    ({ userId, role }) =>
      role !== 'viewer' || tasks.some(({ assigneeIds }) => assigneeIds.includes(userId)),
  )
  return {
    status: {
      label: m.tasks.status,
      items: project.statuses.map(({ id, name }) => ({
        id,
        text: name,
        icon: <StatusIcon project={project} statusId={id} isDecorative />,
        isOn: all(({ statusId }) => statusId === id),
      })),
      onPick: (statusId) => onChange({ statusId }),
    },
    priority: {
      label: m.tasks.priority,
      items: priorities.map((each) => ({
        id: each,
        text: m.tasks.priorities[each],
        icon: <PriorityIcon priority={each} isDecorative />,
        isOn: all(({ priority }) => priority === each),
      })),
      onPick: (id) => {
        const priority = priorities.find((each) => each === id)
        if (priority) onChange({ priority })
      },
    },
    assignees: {
      label: m.tasks.assignees,
      kind: 'many',
      items: people.map(({ userId }) => ({
        id: userId,
        text: nameOf(userId),
        icon: <Avatar name={nameOf(userId)} hue={hueOf(userId)} isDecorative />,
        isOn: hasPerson(userId),
      })),
      onPick: (id) =>
        onChange(hasPerson(id) ? { removeAssigneeIds: [id] } : { addAssigneeIds: [id] }),
    },
    labels: {
      label: m.tasks.labels,
      kind: 'many',
      items: project.labels.map(({ id, name, color }) => ({
        id,
        text: name,
        icon: <Chip colour={color} text="" />,
        isOn: hasLabel(id),
      })),
      onPick: (id) => onChange(hasLabel(id) ? { removeLabelIds: [id] } : { addLabelIds: [id] }),
    },
    estimate: estimateChoice({
      project,
      isOn: (size) => all(({ estimate }) => estimate === size),
      onPick: (estimate) => onChange({ estimate }),
    }),
  }
}
