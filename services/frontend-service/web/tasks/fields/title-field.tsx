import { type RefObject, useState } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { TaskRow } from '../task.ts'
import { titleIn } from './title-draft.ts'
import { WrittenField } from './written-field.tsx'

interface Props {
  anchor: RefObject<HTMLElement | null>
  task: TaskRow
  /** What is typed takes the place of the title. */
  isTyped?: boolean
  onClose: () => void
}

/** The title of a task, written over its row or card. */
export function TitleField({ task, ...field }: Props) {
  const act = useTaskAction()
  // What somebody else writes meanwhile is told as a conflict.
  const [opened] = useState(task)
  return (
    <WrittenField
      {...field}
      label={m.tasks.fields.title}
      text={opened.title}
      isWide
      limit={TITLE_MAX}
      faultOf={(text) => (titleIn(text) ? undefined : m.errors.required)}
      onSave={(text) => {
        const title = titleIn(text)
        if (title !== opened.title) act({ kind: 'change', task: opened, fields: { title } })
      }}
    />
  )
}
