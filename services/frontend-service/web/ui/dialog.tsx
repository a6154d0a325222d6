import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { m } from '../messages.ts'
import { IconButton } from './button.tsx'
import { ReturnFocus } from './return-focus.tsx'

interface Props {
  title: string
  /** Hides the title from sight, never from a screen reader. */
  isTitleHidden?: boolean
  /** Without it neither Esc, a click beside it nor a cross ends it: only what is in it does. */
  onClose?: () => void
  /** What it sent is not answered yet: it stays until then. */
  isBusy?: boolean
  children: ReactNode
  width?: 'narrow' | 'wide' | 'palette'
  /** It takes the focus itself: a blank scrolls, and presses nothing that is in it. */
  isToRead?: boolean
}

const widths = {
  narrow: 'md:w-120 md:mt-[14vh]',
  wide: 'md:w-166 md:mt-37',
  palette: 'md:w-160 md:mt-27',
}

/** Esc is for what is being composed, and for what waits for any key. */
const isForWithin = ({ isComposing, target }: KeyboardEvent) =>
  isComposing || (target instanceof Element && target.closest('[data-own-escape]') !== null)

/** A dialog over the page: keeps the focus inside, Esc closes it, the focus returns to where it was. */
export function Dialog({ title, isTitleHidden, onClose, isBusy, children, ...look }: Props) {
  const { width = 'narrow', isToRead = false } = look
  const opener = useRef(document.activeElement)
  return (
    <Radix.Root open onOpenChange={(isOpen) => isOpen || isBusy || onClose?.()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-(--z-dialog) bg-scrim flex max-md:items-end justify-center items-start">
          <Radix.Content
            aria-describedby={undefined}
            onOpenAutoFocus={isToRead ? focusItself : focusWhatMatters}
            onEscapeKeyDown={(event) => isForWithin(event) && event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            className={clsx(
              'top-layer z-(--z-dialog) w-full max-h-[80vh] overflow-auto shadow-3 animate-appear rounded-t-lg md:rounded-lg focus:outline-none',
              widths[width],
            )}
          >
            {isTitleHidden ? (
              <Radix.Title className="sr-only">{title}</Radix.Title>
            ) : (
              <header className="flex items-center justify-between pt-4 px-4.5">
                <Radix.Title className="text-16 font-strong">{title}</Radix.Title>
                {onClose && (
                  <IconButton label={m.shell.close} disabled={isBusy} onClick={onClose}>
                    <X aria-hidden />
                  </IconButton>
                )}
              </header>
            )}
            {children}
            <ReturnFocus to={opener} />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first field, else the first button after the cross, else the dialog itself: Enter never destroys by accident,
 *  and no tooltip of the cross lies over what is to be read. */
function focusWhatMatters(event: Event) {
  const dialog = event.currentTarget
  if (!(dialog instanceof HTMLElement)) return
  const fields = dialog.querySelectorAll<HTMLElement>('input, textarea, select')
  const button = dialog.querySelector<HTMLElement>('button:not(header *)')
  const target = fields[0] ?? button ?? dialog
  event.preventDefault()
  target.focus()
}

function focusItself(event: Event) {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

export const DialogBody = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-4 px-4.5 pt-3 pb-4">{children}</div>
)

export const DialogButtons = ({ children }: { children: ReactNode }) => (
  <div className="flex justify-end gap-2 pt-1">{children}</div>
)
