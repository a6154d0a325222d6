import {
  type ComponentProps,
  type KeyboardEvent,
  type SyntheticEvent,
  useId,
  useState,
} from 'react'
import {
  NAMED_PEOPLE_MAX,
  NAMED_TEAMS_MAX,
  peopleNamedIn,
  teamsNamedIn,
} from '../../../../task-service/limits.ts'
import { shortcutWords } from '../../frame/shortcut-words.ts'
import { m } from '../../messages.ts'
import { placeOf } from '../../ui/form/caret.ts'
import { MarkdownField, write } from '../../ui/form/markdown-field.tsx'
import { CompletionList, optionId } from './completion-list.tsx'
import { shortNames } from './short-names.ts'
import { type Sought, soughtAt } from './sought.ts'
import { type Completion, useCompletions } from './use-completions.tsx'

type Place = ReturnType<typeof placeOf>

/** A text of a task as it is written: `@` offers people and teams, `#` and the key of a task offer tasks. Arrows choose, Enter or Tab
 *  takes, Esc closes what is offered and leaves the text as it is. Whom it names stands there by name alone. */
export function TaskTextField({
  value,
  onWrite,
  onKeyDown,
  ...props
}: ComponentProps<typeof MarkdownField>) {
  const id = useId()
  const [names] = useState(shortNames)
  const shown = names.shown(value)
  const [sought, setSought] = useState<Sought & { place: Place }>()
  /** Where somebody has closed the list: it stays closed for that word. */
  const [closedAt, setClosedAt] = useState<number>()
  const [chosen, setChosen] = useState(0)
  const [field, setField] = useState<HTMLTextAreaElement>()
  const hasRoom = {
    teams: teamsNamedIn(value).length < NAMED_TEAMS_MAX,
    people: peopleNamedIn(value).length < NAMED_PEOPLE_MAX,
  }
  const options = useCompletions(sought, hasRoom)
  const isOpen = sought !== undefined && options.length > 0
  const at = Math.min(chosen, options.length - 1)
  const option = isOpen ? options[at] : undefined

  const look = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    const next = soughtAt(currentTarget)
    setField(currentTarget)
    if (next?.from !== closedAt) setClosedAt(undefined)
    const isClosed = next === undefined || next.from === closedAt
    setSought(isClosed ? undefined : { ...next, place: placeOf(currentTarget, next.from) })
    if (next?.text !== sought?.text) setChosen(0)
  }
  const pick = ({ text }: Completion) => {
    if (!field || !sought) return
    const { from, to } = sought
    const rest = field.value.slice(0, from) + field.value.slice(to)
    write(field, { from, to, text: `${names.chosen(text, rest)} ` })
    setSought(undefined)
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!option || !sought || event.nativeEvent.isComposing) return onKeyDown?.(event)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    // What is written whole already needs nothing: the key does what it does in a text.
    const isWhole = names.stored(field?.value.slice(sought.from, sought.to) ?? '') === option.text
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    if (step && isPlain) setChosen((at + step + options.length) % options.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && isPlain && !isWhole) pick(option)
    else if (event.key === 'Escape') {
      setClosedAt(sought.from)
      setSought(undefined)
    } else return onKeyDown?.(event)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <MarkdownField
        {...props}
        value={shown}
        onWrite={(next) => onWrite(names.stored(next))}
        onKeyDown={onKey}
        onInput={look}
        onSelect={look}
        onBlur={() => setSought(undefined)}
        aria-autocomplete="list"
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={option && optionId(id, option)}
      />
      {isOpen && (
        <CompletionList
          {...{ id, options, chosen: at, place: sought.place, onPick: pick }}
          label={sought.kind === 'person' ? m.tasks.mentioned : shortcutWords().palette.tasks}
        />
      )}
    </>
  )
}
