import clsx from 'clsx'
import { ListFilter, Plus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePeople } from '../../account/people.ts'
import { useKeys } from '../../keys/keys.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { type Chip, chipsOf } from './chips.ts'
import { filterWords } from './filter-words.ts'
import { QueryEditor } from './query-editor.tsx'
import { useFilter, type View } from './use-filter.ts'

/** What of the project is shown, as chips or as text; the address says the same. */
export function FilterBar({ view, end }: { view: View; end: ReactNode }) {
  const { text, query, meaning, fault, show } = useFilter(view)
  const { members } = usePeople()
  /** The text that is being written, with what of it is chosen. */
  const [draft, setDraft] = useState<{ text: string; start: number; end: number }>()
  const write = (start: number, end = start, add = '') =>
    flushSync(() => setDraft({ text: text + add, start, end }))
  const writeOn = () => {
    const add = text ? ' ' : ''
    write(text.length + add.length, undefined, add)
  }
  useKeys({ '/': writeOn })

  if (draft || fault || !query)
    return (
      <QueryEditor
        key={draft ? 'draft' : text}
        begin={draft ?? { text, start: text.length, end: text.length }}
        isAsked={draft !== undefined}
        meaning={meaning}
        onShow={(next) => {
          setDraft(undefined)
          if (next !== text) show(next)
        }}
        onLeave={() => setDraft(undefined)}
      />
    )
  const nameOf = (id: string) => members.find(({ userId }) => userId === id)?.name
  return (
    <fieldset
      aria-label={filterWords().label}
      className="flex flex-wrap md:flex-1 items-center gap-1.5 py-1"
    >
      {chipsOf(query, nameOf).map((chip) => (
        <ChipPill
          key={chip.text}
          chip={chip}
          onWrite={() => {
            const start = Math.max(0, text.indexOf(chip.text))
            write(start, start + chip.text.length)
          }}
          onRemove={() => show(chip.rest)}
        />
      ))}
      <Button className="h-6! text-12" onClick={writeOn}>
        {text ? (
          <Plus aria-hidden className="size-3.5!" />
        ) : (
          <ListFilter aria-hidden className="size-3.5!" />
        )}
        {text ? filterWords().add : filterWords().label}
        <Kbd keys="/" />
      </Button>
      {end}
    </fieldset>
  )
}

function ChipPill({
  chip,
  onWrite,
  onRemove,
}: {
  chip: Chip
  onWrite: () => void
  onRemove: () => void
}) {
  const { field, operator, value, isNot } = chip
  const name = isNot ? filterWords().not(field) : field
  return (
    <span className="inline-flex items-center h-6 max-w-full rounded-sm bg-raised shadow-[inset_0_0_0_1px_var(--line-2)] text-12 whitespace-nowrap overflow-hidden">
      <button
        type="button"
        onClick={onWrite}
        className="flex items-center gap-1.5 h-full pl-2 pr-1.5 min-w-0 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        {field && (
          <span className={clsx('flex-none', isNot ? 'text-danger-ink' : 'text-ink-3')}>
            {name}
          </span>
        )}
        {operator !== ':' && operator && <span className="text-ink-3">{operator}</span>}
        <span className="cut">{value}</span>
      </button>
      <IconButton
        label={filterWords().remove([name, value].filter(Boolean).join(' '))}
        className="size-6! border-l border-line"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3!" />
      </IconButton>
    </span>
  )
}
