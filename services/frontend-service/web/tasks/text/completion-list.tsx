import { createPortal } from 'react-dom'
import type { Completion } from './use-completions.tsx'

const WIDTH_PX = 300
const ROW_PX = 32
const EDGE_PX = 8

interface Props {
  id: string
  label: string
  options: readonly Completion[]
  chosen: number
  /** Where the text that is completed begins on screen. */
  place: { left: number; top: number; lineHeight: number }
  onPick: (option: Completion) => void
}

export const optionId = (list: string, { id }: Completion) => `${list} ${id}`

/** What is offered at the caret, below its line or above it where there is no room. The focus stays in the text. */
export function CompletionList({ id, label, options, chosen, place, onPick }: Props) {
  const height = options.length * ROW_PX + EDGE_PX
  const below = place.top + place.lineHeight + 4
  const isAbove = below + height > window.innerHeight && place.top > height
  return createPortal(
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="top-layer fixed z-(--z-palette) rounded-md shadow-2 p-1"
      style={{
        width: WIDTH_PX,
        maxWidth: 'calc(100vw - 16px)',
        left: Math.max(EDGE_PX, Math.min(place.left, window.innerWidth - WIDTH_PX - EDGE_PX)),
        ...(isAbove ? { bottom: window.innerHeight - place.top + 4 } : { top: below }),
      }}
    >
      {options.map((option, index) => (
        <div
          key={option.id}
          id={optionId(id, option)}
          role="option"
          aria-selected={index === chosen}
          tabIndex={-1}
          className="flex items-center gap-2 h-8 px-2 rounded-sm cursor-pointer hover:bg-hover aria-selected:bg-selected"
          // The field keeps the focus, and with it its caret.
          onMouseDown={(event) => {
            event.preventDefault()
            onPick(option)
          }}
        >
          {option.icon}
          {option.isKey ? (
            <>
              <span className="text-12 text-ink-3 nums whitespace-nowrap">{option.name}</span>
              <span className="cut">{option.hint}</span>
            </>
          ) : (
            <>
              <span className="cut">{option.name}</span>
              {option.hint && (
                <span className="ml-auto text-12 text-ink-3 whitespace-nowrap">{option.hint}</span>
              )}
            </>
          )}
        </div>
      ))}
    </div>,
    document.body,
  )
}
