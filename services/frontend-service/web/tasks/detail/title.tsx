import clsx from 'clsx'
import { type KeyboardEvent, useRef, useState } from 'react'
import { m } from '../../messages.ts'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'

interface Props {
  task: Task
  isEditable: boolean
  isLarge: boolean
}

const TITLE_MAX = 200

/** The title, written in place: Enter or leaving saves, Esc takes it back. */
export function Title({ task, isEditable, isLarge }: Props) {
  const act = useTaskAction()
  // With the task as it was when the first letter was typed.
  const [draft, setDraft] = useState<{ text: string; task: Task }>()
  const isCancelled = useRef(false)
  const look = clsx(
    'font-strong tracking-[-.015em] text-pretty',
    isLarge ? 'text-20 lg:text-24' : 'text-20',
  )
  if (!isEditable) return <h1 className={look}>{task.title}</h1>

  const finish = () => {
    const title = draft?.text.replace(/\s+/g, ' ').trim().normalize('NFC')
    // What is too long stays to be shortened.
    if (!isCancelled.current && isTooLong(title ?? '', TITLE_MAX)) return
    setDraft(undefined)
    if (!isCancelled.current && draft && title && title !== draft.task.title)
      act({ kind: 'change', task: draft.task, fields: { title } })
    isCancelled.current = false
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    isCancelled.current = event.key === 'Escape'
    event.currentTarget.closest<HTMLElement>('aside, main')?.focus()
  }
  return (
    <h1 className={clsx(look, 'grid')}>
      <textarea
        aria-label={m.tasks.fields.title}
        value={draft?.text ?? task.title}
        aria-invalid={isTooLong(draft?.text ?? '', TITLE_MAX) || undefined}
        rows={1}
        onChange={({ target }) => setDraft({ text: target.value, task: draft?.task ?? task })}
        onBlur={finish}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] resize-none w-[calc(100%+16px)] -mx-2 px-2 rounded-sm bg-transparent hover:bg-hover focus-visible:bg-raised focus-visible:outline-offset-[-1px]"
      />
      <span className="font-text tracking-normal">
        <TooLong text={draft?.text ?? ''} limit={TITLE_MAX} />
      </span>
    </h1>
  )
}
