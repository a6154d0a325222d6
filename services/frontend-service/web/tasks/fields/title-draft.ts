import { useState } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { isTooLong } from '../../ui/form/too-long.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { TaskRow } from '../task.ts'

/** A title that is being written, kept with the task as it was when the first letter was typed. */
export function useTitleDraft(task: TaskRow) {
  const act = useTaskAction()
  const [draft, setDraft] = useState<{ text: string; task: TaskRow }>()
  const text = draft?.text ?? task.title
  const isLong = isTooLong(text, TITLE_MAX)
  return {
    text,
    isLong,
    write: (next: string) => setDraft({ text: next, task: draft?.task ?? task }),
    drop: () => setDraft(undefined),
    /** What is too long stays to be shortened. */
    save: () => {
      if (!draft || isLong) return
      const title = draft.text.replace(/\s+/g, ' ').trim().normalize('NFC')
      setDraft(undefined)
      if (title && title !== draft.task.title)
        act({ kind: 'change', task: draft.task, fields: { title } })
    },
  }
}
