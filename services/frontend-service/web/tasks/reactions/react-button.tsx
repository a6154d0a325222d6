import { SmilePlus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { Popover } from '../../ui/popover.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import './reactions.css'
import { reactionWords } from './reaction-words.ts'
import { type Emoji, emojis, type Reactions, signs } from './use-reactions.ts'

interface Props {
  reactions: readonly Reactions[]
  onReact: (emoji: Emoji, on: boolean) => void
  button: RefObject<HTMLButtonElement | null>
  className?: string
}

/** Opens a row of emojis: arrows move, Enter or a press picks. */
export function ReactButton({ reactions, onReact, button, className }: Props) {
  const [isOpen, setOpen] = useState(false)
  const words = reactionWords()
  const close = () => setOpen(false)
  return (
    <>
      <span className="self-center flex">
        <Tooltip text={words.react}>
          <button
            ref={button}
            type="button"
            aria-label={words.react}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            onClick={() => setOpen(true)}
            className={className}
          >
            <SmilePlus aria-hidden />
          </button>
        </Tooltip>
      </span>
      {isOpen && (
        <Popover anchor={button} label={words.react} onClose={close}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among its own buttons */}
          <div className="emoji-row emoji gap-0.5 p-1" onKeyDown={moveFocus}>
            {emojis.map((emoji) => {
              const isMine = reactions.some((each) => each.emoji === emoji && each.isMine)
              return (
                <button
                  key={emoji}
                  type="button"
                  title={words.emojis[emoji]}
                  aria-label={words.emojis[emoji]}
                  aria-pressed={isMine}
                  onClick={() => {
                    onReact(emoji, !isMine)
                    close()
                  }}
                  className="focus-visible:outline-offset-[-2px]"
                >
                  {signs[emoji]}
                </button>
              )
            })}
          </div>
        </Popover>
      )}
    </>
  )
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key]
  if (!step) return
  event.preventDefault()
  const all = [...event.currentTarget.querySelectorAll('button')]
  const at = all.findIndex((each) => each.isSameNode(document.activeElement))
  all[(at + step + all.length) % all.length]?.focus()
}
