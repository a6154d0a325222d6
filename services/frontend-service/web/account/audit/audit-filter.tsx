import { X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/form/select.tsx'
import { usePeople } from '../people.ts'
import { auditWords } from './audit-words.ts'
import { kinds, useAuditFilter } from './use-audit-filter.ts'

/** No filter, as a select has it. */
const ANY = ''

/** What of the log is shown: a kind, a person, some days. */
export function AuditFilter() {
  const words = auditWords()
  const { search, set, isOn } = useAuditFilter()
  const { members } = usePeople()
  return (
    <fieldset className="flex flex-wrap items-end gap-2 mb-3">
      <legend className="sr-only">{words.filters}</legend>
      <Select
        aria-label={words.kind}
        value={search.kind ?? ANY}
        options={[
          { value: ANY, label: words.anyKind },
          ...kinds().map((value) => ({ value, label: words.kinds[value] })),
        ]}
        onPick={(kind) => set({ kind: kind || undefined })}
        className="w-44 max-sm:w-full"
      />
      <Select
        aria-label={words.person}
        value={search.person ?? ANY}
        options={[
          { value: ANY, label: words.anyone },
          ...members.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        onPick={(person) => set({ person: person || undefined })}
        className="w-40 max-sm:w-full"
      />
      <DayField label={words.from} value={search.first} onPick={(first) => set({ first })} />
      <DayField label={words.until} value={search.last} onPick={(last) => set({ last })} />
      {isOn && (
        <Button
          onClick={() =>
            set({ kind: undefined, person: undefined, first: undefined, last: undefined })
          }
        >
          <X aria-hidden />
          {words.clear}
        </Button>
      )}
    </fieldset>
  )
}

interface DayProps {
  label: string
  value: string | undefined
  onPick: (day: string | undefined) => void
}

function DayField({ label, value, onPick }: DayProps) {
  const id = useId()
  return (
    <span className="flex items-center gap-1.5 text-12 text-ink-3">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value ?? ''}
        onChange={({ target }) => onPick(target.value || undefined)}
        className="h-(--control) px-2 rounded-sm border border-line-control bg-raised text-ink nums hover:border-ink-2"
      />
    </span>
  )
}
