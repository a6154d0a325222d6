import { Popover as Radix } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { returnFocus } from './return-focus.ts'

export interface PopoverProps {
  /** What it hangs from; gets the focus back. */
  anchor: RefObject<HTMLElement | null>
  label: string
  onClose: () => void
  children: ReactNode
}

/** A small layer beside its anchor; what carries `data-first` gets the focus. */
export const Popover = ({ anchor, label, onClose, children }: PopoverProps) => (
  <Radix.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
    <Radix.Anchor virtualRef={{ current: anchor.current ?? document.body }} />
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          const content = event.target instanceof HTMLElement ? event.target : undefined
          const first = content?.querySelector<HTMLElement>('[data-first]')
          ;(first ?? content?.querySelector<HTMLElement>('input, button'))?.focus()
        }}
        onCloseAutoFocus={(event) => returnFocus(event, anchor.current)}
        className="top-layer z-(--z-palette) rounded-md shadow-2 animate-appear focus:outline-none"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
