import clsx from 'clsx'
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react'
import { FieldNote } from '../../ui/form/field.tsx'
import { Popover } from '../../ui/popover.tsx'

interface Props<Value> {
  anchor: RefObject<HTMLElement | null>
  label: string
  /** What stands there now. */
  text: string
  /** What is typed takes the place of the text. */
  isTyped: boolean
  isFigure?: boolean
  /** The value that a text means, undefined for one that means none. */
  read: (text: string) => Value | undefined
  /** What can be written, in a sentence. */
  hint: string
  /** Null where nothing is written. */
  onSave: (value: Value | null) => void
  onClose: () => void
}

/** A value written over its cell: Enter, Tab or a click elsewhere saves, Esc takes it back. What means nothing stays, with
 *  the reason. */
export function ValueField<Value>({ anchor, label, isTyped, ...field }: Props<Value>) {
  const note = useId()
  const [text, setText] = useState(field.text)
  const [isWrong, setWrong] = useState(false)
  const isCancelled = useRef(false)
  const close = () => {
    const written = text.normalize('NFKC').trim()
    const value = written === '' ? null : field.read(written)
    if (!isCancelled.current && value === undefined) return setWrong(true)
    field.onClose()
    if (!isCancelled.current && value !== undefined && text !== field.text) field.onSave(value)
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
      <div className="grid gap-1 p-1 max-w-80">
        <input
          aria-label={label}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? note : undefined}
          value={text}
          onFocus={({ target }) => (isTyped ? target.select() : target.setSelectionRange(-1, -1))}
          onChange={({ target }) => {
            setText(target.value)
            setWrong(false)
          }}
          onKeyDown={onKeyDown}
          className={clsx(
            'h-8 w-full px-2 rounded-[5px] bg-raised border border-line-control focus-visible:outline-offset-[-1px]',
            field.isFigure && 'text-right nums',
          )}
        />
        <FieldNote id={note} error={isWrong ? field.hint : undefined} />
      </div>
    </Popover>
  )
}
