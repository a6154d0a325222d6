import { useState } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { isTooLong } from '../../ui/form/too-long.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { TaskRow } from '../task.ts'

/** The title that a text means; empty where it means none. */
export const titleIn = (text: string) => text.replace(/\s+/g, ' ').trim().normalize('NFC')

/** A title that is being written, kept with the task as it was when the first letter was typed. */
export function useTitleDraft(task: TaskRow) {
  const act = useTaskAction()
  const [draft, setDraft] = useState<{ text: string; task: TaskRow }>()
  const [isEmpty, setEmpty] = useState(false)
  const text = draft?.text ?? task.title
  const isLong = isTooLong(text, TITLE_MAX)
  return {
    text,
    isLong,
    /** Why it was not saved, except for its length. */
    fault: isEmpty ? m.errors.required : undefined,
    write: (next: string) => {
      setEmpty(false)
      setDraft({ text: next, task: draft?.task ?? task })
    },
    drop: () => {
      setEmpty(false)
      setDraft(undefined)
    },
    /** What is empty or too long stays to be mended. */
    save: () => {
      if (!draft || isLong) return
      const title = titleIn(draft.text)
      setEmpty(title === '')
      if (title === '') return
      setDraft(undefined)
      if (title !== draft.task.title) act({ kind: 'change', task: draft.task, fields: { title } })
    },
  }
}
