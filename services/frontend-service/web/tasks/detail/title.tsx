import clsx from 'clsx'
import { type KeyboardEvent, type RefObject, useId, useRef } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { FieldNote } from '../../ui/form/field.tsx'
import { TooLong } from '../../ui/form/too-long.tsx'
import { useTitleDraft } from '../fields/title-draft.ts'
import type { Task } from '../task.ts'

interface Props {
  /** The field, for whoever asks to write in it. */
  field: RefObject<HTMLTextAreaElement | null>
  task: Task
  isEditable: boolean
  isLarge: boolean
}

/** The title, written in place: Enter or leaving saves, Esc takes it back. What cannot be saved stays, with the reason. */
export function Title({ field, task, isEditable, isLarge }: Props) {
  const note = useId()
  const { text, isLong, fault, write, drop, save } = useTitleDraft(task)
  const isCancelled = useRef(false)
  const look = clsx(
    'font-strong tracking-[-.015em] text-pretty',
    isLarge ? 'text-20 lg:text-24' : 'text-20',
  )
  if (!isEditable) return <h1 className={look}>{task.title}</h1>

  const finish = () => {
    if (isCancelled.current) drop()
    else save()
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
        ref={field}
        aria-label={m.tasks.fields.title}
        value={text}
        aria-invalid={isLong || fault ? true : undefined}
        aria-describedby={isLong || fault ? note : undefined}
        rows={1}
        onChange={({ target }) => write(target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] resize-none w-[calc(100%+16px)] -mx-2 px-2 rounded-sm bg-transparent hover:bg-hover focus-visible:bg-raised focus-visible:outline-offset-[-1px]"
      />
      <span className="font-text tracking-normal">
        {isLong ? (
          <TooLong id={note} text={text} limit={TITLE_MAX} />
        ) : (
          <FieldNote id={note} error={fault} />
        )}
      </span>
    </h1>
  )
}
