import { type Member, usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { TaskRow } from '../task.ts'
import { type Choice, named, toggledIn } from './choice.ts'

/** Who works on a task: each pick adds or takes away one. */
export function useAssigneeChoice(task: TaskRow): Choice {
  const act = useTaskAction()
  const { members, nameOf, hueOf } = usePeople()
  const { assigneeIds } = task
  return {
    label: named(m.tasks.assignees, assigneeIds.map(nameOf), m.tasks.nobody),
    kind: 'many',
    items: assignable(members, assigneeIds).map((userId) => ({
      id: userId,
      text: nameOf(userId),
      icon: <Avatar name={nameOf(userId)} hue={hueOf(userId)} isDecorative />,
      isOn: assigneeIds.includes(userId),
    })),
    onPick: (id) =>
      act({ kind: 'change', task, fields: { assigneeIds: toggledIn(assigneeIds, id) } }),
  }
}

/** Who can be given work, and who has it already: also those who left or only read since, so that they can be taken off. */
export const assignable = (members: readonly Member[], assigneeIds: readonly string[]) => [
  ...new Set([
    ...members.filter(({ role }) => role !== 'viewer').map(({ userId }) => userId),
    ...assigneeIds,
  ]),
]
