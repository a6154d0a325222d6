import { lazyRouteComponent } from '@tanstack/react-router'
import clsx from 'clsx'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import type { MenuItem } from './menu.tsx'

const Menu = lazyRouteComponent(() => import('./menu.tsx'), 'Menu')

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

/** A button that opens a menu; the menu is fetched when the pointer or the focus comes near. */
export function Picker({ label, items, onPick, kind, className, isDisabled, children }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const prepare = () => void Menu.preload?.()
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onPointerEnter={prepare}
        onFocus={prepare}
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
        <Suspense>
          <Menu
            anchor={anchor}
            label={label}
            items={items}
            kind={kind}
            onPick={onPick}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
