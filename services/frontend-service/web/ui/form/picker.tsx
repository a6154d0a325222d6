import clsx from 'clsx'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Menu, type MenuProps } from '../menu.tsx'

/** `label` names the button and the menu. */
interface Props extends Omit<MenuProps, 'anchor' | 'onClose'> {
  className?: string
  id?: string
  /** Keys of the button itself. */
  onKeyDown?: (event: KeyboardEvent) => void
  isDisabled?: boolean
  children: ReactNode
}

/** A button that opens a menu. The menu has the keys from the press that opened it on. */
export function Picker({ className, id, onKeyDown, isDisabled, children, ...menu }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={anchor}
        id={id}
        type="button"
        onKeyDown={onKeyDown}
        aria-label={menu.label}
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
      {isOpen && <Menu {...menu} anchor={anchor} onClose={() => setOpen(false)} />}
    </>
  )
}
