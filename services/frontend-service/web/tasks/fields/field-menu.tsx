import type { RefObject } from 'react'
import { useMe } from '../../account/session.ts'
import { useProjects } from '../../projects/project.ts'
import { Menu } from '../../ui/menu.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import { projectKeyOf, type Status, type TaskRow } from '../task.ts'
import { useAssigneeChoice } from './assignees.tsx'
import type { Choice, DayField, Field } from './choice.ts'

import { DayMenu } from './day-menu.tsx'
import { dueFields, dueFor, limitOf, type Picked, startFields, startFor } from './due-time.ts'
import { estimateChoice } from './estimate-choice.ts'
import { useLabelChoice } from './labels.tsx'
import { planWords } from './plan-words.ts'
import { usePriorityChoice } from './priority.tsx'
import { useStatusChoice } from './status.tsx'
import { TitleField } from './title-field.tsx'

interface Props {
  field: Field | 'title'
  task: TaskRow
  anchor: RefObject<HTMLElement | null>
  /** What is typed next looks for an item, or takes the place of the title. */
  isTyped?: boolean
  /** Called before the task changes; with the status that it goes to. */
  onPick?: (status?: Status) => void
  onClose: () => void
}

/** What changes one field of a task, beside or over the place where its value stands. */
export function FieldMenu({ field, task, anchor, isTyped, onPick = () => {}, onClose }: Props) {
  const act = useTaskAction()
  const { timeZone } = useMe()
  const project = useProjects([projectKeyOf(task.key)]).get(projectKeyOf(task.key))
  const choices: Record<Exclude<Field, DayField>, Choice> = {
    status: useStatusChoice(project, task),
    priority: usePriorityChoice(task),
    assignees: useAssigneeChoice(task),
    labels: useLabelChoice(project, task),
    estimate: estimateChoice({
      project,
      isOn: (estimate) => task.estimate === estimate,
      onPick: (estimate) => {
        if (estimate !== task.estimate) act({ kind: 'change', task, fields: { estimate } })
      },
    }),
  }
  if (field === 'title') return <TitleField {...{ anchor, task, isTyped, onClose }} />
  if (field === 'due' || field === 'start') {
    const words = planWords()
    const of =
      field === 'due'
        ? dueFor(task, timeZone)
        : {
            ...startFor(task, timeZone),
            ...{ label: words.start, clear: words.clearStart, timeLabel: words.startTime },
          }
    const pick = (picked: Picked) => {
      onPick()
      onClose()
      const fields = (field === 'due' ? dueFields : startFields)(task, picked, timeZone)
      if (Object.keys(fields).length > 0) act({ kind: 'change', task, fields })
    }
    return (
      <DayMenu
        {...{ anchor, onClose, ...of }}
        limit={limitOf(task, field, timeZone)}
        onPick={pick}
      />
    )
  }
  const choice = choices[field]
  const pick = (id: string) => {
    onPick(field === 'status' ? project?.statuses.find((each) => each.id === id) : undefined)
    choice.onPick(id)
  }
  return <Menu {...choice} {...{ anchor, isTyped, onClose }} onPick={pick} />
}
