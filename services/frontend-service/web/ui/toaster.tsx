import type { FocusEvent } from 'react'
import { Toaster as Sonner, toast as sonner } from 'sonner'
import { Kbd } from './kbd.tsx'
import { ReturnFocus } from './return-focus.tsx'

export interface Toast {
  text: string
  /** Takes the place of an earlier message with the same id. */
  id?: string
  action?: { label: string; keys?: string; run: () => void }
  tone?: 'plain' | 'bad'
}

/** What had the focus before a message got it. */
const before: { current: Element | null } = { current: null }

/** Sonner would give the focus back whenever it leaves the messages, also to a dialog that was just opened. So it does not
 *  learn that it has it. */
function keepFromSonner(event: FocusEvent) {
  event.stopPropagation()
  const from = event.relatedTarget
  if (from instanceof Element && !event.currentTarget.contains(from)) before.current = from
}

export const Toaster = () => (
  <div onFocusCapture={keepFromSonner}>
    <Sonner
      theme={document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'}
      position="bottom-left"
      offset={edges}
      mobileOffset={edges}
      visibleToasts={3}
      style={{ fontFamily: 'inherit', zIndex: 'var(--z-toast)' }}
      toastOptions={{ unstyled: true, className: 'w-full' }}
    />
  </div>
)

/** Above the bar of a phone. */
const edges = { left: 16, right: 16, bottom: 'var(--toast-bottom)' }

const SECOND_MS = 1000

/** Takes a message away that is no longer true. */
export const hideToast = (id: string) => void sonner.dismiss(id)

export const showToast = ({ id: name, text, action, tone }: Toast) =>
  sonner.custom(
    (id) => (
      <div className="top-layer flex items-center gap-2.5 min-h-11 py-1.5 pl-3.5 pr-2 rounded-md shadow-3 max-w-105 max-sm:max-w-[calc(100vw-32px)] w-max">
        {tone === 'bad' && <i aria-hidden className="size-1.5 rounded-full bg-danger flex-none" />}
        <span className="text-ink whitespace-pre-line">{text}</span>
        {action && (
          <button
            type="button"
            className="flex items-center gap-1.5 h-7 px-2.5 rounded-sm font-medium text-accent-ink hover:bg-hover whitespace-nowrap"
            onClick={() => {
              sonner.dismiss(id)
              action.run()
            }}
          >
            {action.label}
            {action.keys && <Kbd keys={action.keys} />}
          </button>
        )}
        <ReturnFocus to={before} />
      </div>
    ),
    // What has several lines takes longer to read.
    { id: name, duration: SECOND_MS * (6 + 2 * (text.split('\n').length - 1)) },
  )
