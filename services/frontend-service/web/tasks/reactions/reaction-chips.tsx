import { type RefObject, useLayoutEffect, useRef } from 'react'
import { usePeople } from '../../account/people.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import './reactions.css'
import { reactionWords } from './reaction-words.ts'
import { type Emoji, type Reactions, signs } from './use-reactions.ts'

interface Props {
  reactions: readonly Reactions[]
  /** Undefined for who only reads. */
  onReact: ((emoji: Emoji, on: boolean) => void) | undefined
  /** Gets the focus when the last chip goes. */
  button: RefObject<HTMLButtonElement | null>
}

/** Each emoji below a comment with its number; a press adds one's own or takes it back. */
export function ReactionChips({ reactions, onReact, button }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const keepFocus = useFocusKeptIn(list, button)
  if (reactions.length === 0) return null
  return (
    <ul ref={list} className="flex flex-wrap gap-1 mt-1.5" {...keepFocus}>
      {reactions.map((each) => (
        <li key={each.emoji} className="flex">
          <Chip {...each} onReact={onReact} />
        </li>
      ))}
    </ul>
  )
}

const look = 'reaction text-12 font-medium nums'

function Chip({ emoji, count, isMine, userIds, onReact }: Reactions & Pick<Props, 'onReact'>) {
  const { me, nameOf } = usePeople()
  const { you, people, chip, emojis } = reactionWords()
  const names = userIds.map((id) => (id === me.id ? you : nameOf(id)))
  const who = people(names, count - names.length)
  const label = chip(emojis[emoji], count, who)
  const content = (
    <>
      <span aria-hidden className="emoji">
        {signs[emoji]}
      </span>
      {count}
    </>
  )
  return (
    <Tooltip text={who}>
      {onReact ? (
        <button
          type="button"
          aria-label={label}
          aria-pressed={isMine}
          onClick={() => onReact(emoji, !isMine)}
          className={look}
        >
          {content}
        </button>
      ) : (
        <span role="img" aria-label={label} className={look}>
          {content}
        </span>
      )}
    </Tooltip>
  )
}

/** Where the chip with the focus goes, its neighbour gets it, else the button that adds one. */
function useFocusKeptIn(
  list: RefObject<HTMLElement | null>,
  button: RefObject<HTMLButtonElement | null>,
) {
  const place = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (place.current === undefined || document.activeElement !== document.body) return
    const chips = [...(list.current?.querySelectorAll('button') ?? [])]
    ;(chips[place.current] ?? chips.at(-1) ?? button.current)?.focus()
  })
  return {
    onFocus: ({ target }: { target: Element }) => {
      const chips = [...(list.current?.querySelectorAll('button') ?? [])]
      place.current = chips.findIndex((chip) => chip.isSameNode(target))
    },
    // What is taken out of the page does not say so.
    onBlur: () => {
      place.current = undefined
    },
  }
}
