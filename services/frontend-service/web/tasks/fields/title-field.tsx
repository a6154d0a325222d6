import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { TITLE_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { TooLong } from '../../ui/form/too-long.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { TaskRow } from '../task.ts'
import { useTitleDraft } from './title-draft.ts'

interface Props {
  anchor: RefObject<HTMLElement | null>
  task: TaskRow
  /** What is typed takes the place of the title. */
  isTyped?: boolean
  onClose: () => void
}

/** The title of a task, written over its row or card: Enter, Tab or a click elsewhere saves, Esc takes it back. */
export function TitleField({ anchor, task, isTyped, onClose }: Props) {
  const { text, isLong, write, drop, save } = useTitleDraft(task)
  const isCancelled = useRef(false)
  const close = () => {
    if (isCancelled.current) drop()
    else if (isLong) return
    else save()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !/^(Enter|Tab)$/.test(event.key)) return
    event.preventDefault()
    close()
  }
  return (
    <Popover
      anchor={anchor}
      label={m.tasks.fields.title}
      isOver
      onEscape={() => {
        isCancelled.current = true
      }}
      onClose={close}
    >
      <div className="grid gap-1 p-1 w-[max(20rem,var(--radix-popover-trigger-width))]">
        <input
          aria-label={m.tasks.fields.title}
          aria-invalid={isLong || undefined}
          value={text}
          onFocus={({ target }) => (isTyped ? target.select() : target.setSelectionRange(-1, -1))}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
          className="h-8 w-full px-2 rounded-[5px] bg-raised border border-line-control focus-visible:outline-offset-[-1px]"
        />
        <TooLong text={text} limit={TITLE_MAX} />
      </div>
    </Popover>
  )
}
