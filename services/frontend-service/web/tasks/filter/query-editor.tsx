import { CircleAlert, Search, X } from 'lucide-react'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Meaning } from '../../../../task-service/tql/bind.ts'
import { print } from '../../../../task-service/tql/print.ts'
import { usePeople } from '../../account/people.ts'
import { language } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { faultWords } from './fault-words.ts'
import { filterWords } from './filter-words.ts'
import { QueryColours } from './query-colours.tsx'
import { type Suggestion, suggestionsAt } from './suggest.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { readQuery } from './use-filter.ts'

interface Props {
  begin: { text: string; start: number; end: number }
  /** Somebody wants to write; otherwise the text of the address cannot be read. */
  isAsked: boolean
  meaning: Meaning
  onShow: (text: string) => void
  onLeave: () => void
}

/** A query as text: what is wrong is underlined while it is written, and what may come is offered. What cannot be read
 *  is not shown: the last results stay. */
export function QueryEditor({ begin, isAsked, meaning, onShow, onLeave }: Props) {
  const [text, setText] = useState(begin.text)
  const [caret, setCaret] = useState<number | undefined>(isAsked ? begin.end : undefined)
  const [chosen, setChosen] = useState(-1)
  const [isTold, setTold] = useState(!isAsked)
  const field = useRef<HTMLInputElement>(null)
  const colours = useRef<HTMLDivElement>(null)
  const listId = useId()
  const { statuses, labels } = useProject()
  const { members } = usePeople()
  const { query, fault } = readQuery(text, meaning)
  const people = members.map(({ userId: id, name }) => ({ id, name }))
  const offered = suggestionsAt(text, caret ?? 0, { statuses, labels, people }, language)
  const items = caret === undefined ? [] : offered.items

  useLayoutEffect(() => {
    if (!isAsked) return
    field.current?.focus()
    field.current?.setSelectionRange(begin.start, begin.end)
  }, [isAsked, begin])

  const put = (start: number, end: number, word: string) => {
    const after = start + word.length
    flushSync(() => {
      setText(text.slice(0, start) + word + text.slice(end))
      setChosen(-1)
      setCaret(after)
    })
    // At once: in the next frame it would go back before what was typed meanwhile.
    field.current?.focus()
    field.current?.setSelectionRange(after, after)
  }
  const take = ({ kind, insert }: Suggestion) =>
    put(offered.start, offered.end, kind === 'field' ? insert : `${insert} `)
  const fix = () => {
    if (fault?.suggestion !== undefined) put(fault.start, fault.end, fault.suggestion)
  }
  const show = () => {
    setTold(true)
    if (query) onShow(print(query))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const item = items[chosen] ?? (event.key === 'Tab' ? items[0] : undefined)
    if (step !== undefined && items.length > 0)
      setChosen(
        (chosen + step + items.length + 1) % (items.length + 1) ||
          (step > 0 ? 0 : items.length - 1),
      )
    else if (event.key === 'Enter' && event.altKey) fix()
    else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && item) take(item)
    else if (event.key === 'Enter') show()
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const follow = () => setCaret(field.current?.selectionStart ?? undefined)

  return (
    <div className="relative flex-1 min-w-0 py-1">
      <div className="flex items-center gap-2 h-7 max-md:h-10 px-2 rounded-sm bg-raised border border-line-control">
        <Search aria-hidden className="size-3.5! text-ink-3 flex-none" />
        <div className="relative flex-1 min-w-0 h-5 text-12 max-md:text-16">
          <div
            ref={colours}
            aria-hidden
            className="absolute inset-0 overflow-hidden whitespace-pre pointer-events-none"
          >
            <QueryColours text={text} fault={fault} />
          </div>
          <input
            ref={field}
            role="combobox"
            aria-label={filterWords().label}
            aria-expanded={items.length > 0}
            aria-controls={listId}
            aria-activedescendant={items[chosen] && `${listId}-${chosen}`}
            aria-invalid={fault !== undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={filterWords().placeholder}
            value={text}
            onChange={({ target }) => {
              setText(target.value)
              setCaret(target.selectionStart ?? undefined)
              setChosen(-1)
              setTold(false)
            }}
            onKeyDown={onKeyDown}
            onSelect={follow}
            onBlur={() => setCaret(undefined)}
            onScroll={({ currentTarget }) => {
              if (colours.current) colours.current.scrollLeft = currentTarget.scrollLeft
            }}
            style={{ caretColor: 'var(--ink)', color: text ? 'transparent' : undefined }}
            className="absolute inset-0 w-full bg-transparent text-ink-3"
          />
        </div>
        <IconButton label={filterWords().clear} className="size-6!" onClick={() => onShow('')}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div role="alert">
        {fault && (isTold || fault.suggestion !== undefined) && (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1.5 text-12 text-danger-ink">
            <CircleAlert aria-hidden className="size-3.5!" />
            {faultWords(fault)}
            {fault.suggestion !== undefined && filterWords().didYouMean(fault.suggestion)}
            {fault.suggestion !== undefined && (
              <Button
                className="h-6! bg-danger-soft text-danger-ink text-12"
                onMouseDown={(event) => event.preventDefault()}
                onClick={fix}
              >
                {filterWords().use(fault.suggestion)}
                <Kbd keys="alt+Enter" />
              </Button>
            )}
          </p>
        )}
        {fault && isTold && (
          <p className="pt-1 text-12 text-warning-ink">{filterWords().lastGood}</p>
        )}
      </div>
      {items.length > 0 && (
        <SuggestionList
          {...{ items, chosen }}
          id={listId}
          hasMore={offered.hasMore}
          onTake={take}
        />
      )}
    </div>
  )
}
