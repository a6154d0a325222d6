import clsx from 'clsx'
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react'
import { FieldNote } from '../../ui/form/field.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { Popover } from '../../ui/popover.tsx'

interface Props {
  anchor: RefObject<HTMLElement | null>
  label: string
  /** What stands there now. */
  text: string
  /** What is typed takes the place of the text. */
  isTyped?: boolean
  isFigure?: boolean
  /** As wide as its anchor, at least. */
  isWide?: boolean
  /** Characters there is room for. */
  limit?: number
  /** Why a text cannot be saved. */
  faultOf: (text: string) => string | undefined
  onSave: (text: string) => void
  onClose: () => void
}

/** A value written over the place where it stands: Enter, Tab or a click elsewhere saves, Esc takes it back. What cannot
 *  be saved stays, with the reason and the focus. */
export function WrittenField({ anchor, label, limit = Number.POSITIVE_INFINITY, ...field }: Props) {
  const note = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(field.text)
  const [fault, setFault] = useState<string>()
  const isPlaced = useRef(false)
  const isCancelled = useRef(false)
  const isLong = isTooLong(text, limit)
  const close = () => {
    const found = isCancelled.current ? undefined : field.faultOf(text.trim())
    if (!isCancelled.current && (isLong || found)) {
      setFault(found)
      // What was pressed elsewhere takes the focus a moment later.
      setTimeout(() => input.current?.focus())
      return
    }
    field.onClose()
    if (!isCancelled.current && text !== field.text) field.onSave(text.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !/^(Enter|Tab)$/.test(event.key)) return
    event.preventDefault()
    close()
  }
  return (
    <Popover
      {...{ anchor, label }}
      isOver
      onEscape={() => {
        isCancelled.current = true
      }}
      onClose={close}
    >
      <div
        className={clsx(
          'grid gap-1 p-1',
          field.isWide ? 'w-[max(20rem,var(--radix-popover-trigger-width))]' : 'max-w-80',
        )}
      >
        <input
          ref={input}
          aria-label={label}
          aria-invalid={isLong || fault ? true : undefined}
          aria-describedby={isLong || fault ? note : undefined}
          value={text}
          onFocus={({ target }) => {
            // Once: whoever comes back goes on where the cursor was.
            if (isPlaced.current) return
            isPlaced.current = true
            if (field.isTyped) target.select()
            else target.setSelectionRange(-1, -1)
          }}
          onChange={({ target }) => {
            setText(target.value)
            setFault(undefined)
          }}
          onKeyDown={onKeyDown}
          className={clsx(
            'h-8 w-full px-2 rounded-[5px] bg-raised border border-line-control focus-visible:outline-offset-[-1px]',
            field.isFigure && 'text-right nums',
          )}
        />
        {isLong ? (
          <TooLong id={note} text={text} limit={limit} />
        ) : (
          <FieldNote id={note} error={fault} />
        )}
      </div>
    </Popover>
  )
}
