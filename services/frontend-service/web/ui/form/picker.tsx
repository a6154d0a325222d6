import clsx from 'clsx'
import { type ReactNode, useRef, useState } from 'react'
import { Menu, type MenuItem } from '../menu.tsx'

interface Props {
  /** Accessible name of button and menu. */
  label: string
  items: readonly MenuItem[]
  onPick: (id: string) => void
  kind?: 'one' | 'many' | 'act'
  className?: string
  isDisabled?: boolean
  children: ReactNode
}

/** A button that opens a menu. The menu has the keys from the press that opened it on. */
export function Picker({ label, items, onPick, kind, className, isDisabled, children }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={(event) => {
          event.stopPropagation()
          event.preventDefault()
          setOpen(true)
        }}
        className={clsx('text-left', className)}
      >
        {children}
      </button>
      {isOpen && (
        <Menu
          anchor={anchor}
          label={label}
          items={items}
          kind={kind}
          onPick={onPick}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
