import { Popover as Radix } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { ReturnFocus } from './return-focus.tsx'

export interface PopoverProps {
  /** What it hangs from; gets the focus back, unless `back` does. */
  anchor: RefObject<HTMLElement | null>
  back?: RefObject<Element | null>
  /** Stands here instead of beside it. */
  at?: { readonly x: number; readonly y: number } | undefined
  label: string
  onClose: () => void
  /** Called before `onClose` when it is Esc that closes. */
  onEscape?: () => void
  /** Covers its anchor. */
  isOver?: boolean
  children: ReactNode
}

/** A small layer beside its anchor; what carries `data-first` gets the focus. */
export const Popover = ({
  anchor,
  at,
  back,
  label,
  onClose,
  onEscape,
  isOver,
  children,
}: PopoverProps) => (
  <Radix.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
    <Radix.Anchor virtualRef={{ current: at ? pointAt(at) : (anchor.current ?? document.body) }} />
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        align="start"
        sideOffset={isOver ? -(anchor.current?.offsetHeight ?? 0) - 8 : 4}
        collisionPadding={8}
        onEscapeKeyDown={(event) => {
          // It is for what is being composed.
          if (event.isComposing) event.preventDefault()
          else onEscape?.()
        }}
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          const content = event.target instanceof HTMLElement ? event.target : undefined
          const first = content?.querySelector<HTMLElement>('[data-first]')
          ;(first ?? content?.querySelector<HTMLElement>('input, button'))?.focus()
        }}
        onCloseAutoFocus={(event) => event.preventDefault()}
        className="top-layer z-(--z-palette) rounded-md shadow-2 animate-appear focus:outline-none"
      >
        {children}
        <ReturnFocus to={back ?? anchor} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)

const pointAt = ({ x, y }: { x: number; y: number }) => ({
  getBoundingClientRect: () => new DOMRect(x, y),
})
