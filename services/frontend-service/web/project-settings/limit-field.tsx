import { WIP_LIMIT_MAX } from '../../../task-service/limits.ts'
import { inputClass } from '../ui/form/field.tsx'
import { NumberField } from '../ui/form/number-field.tsx'
import { workflowWords } from './workflow-words.ts'

interface Props {
  /** Of the status. */
  name: string
  value: number | null
  onSave: (limit: number | null) => void
}

/** How many tasks a status is meant to hold; empty for any number. */
export function LimitField({ name, value, onSave }: Props) {
  const words = workflowWords()
  return (
    <span className="flex items-center gap-1.5 text-12 text-ink-3 flex-none">
      {words.limit}
      <NumberField
        label={words.limitOf(name)}
        value={value}
        read={limitIn}
        range={words.limitRange(WIP_LIMIT_MAX)}
        placeholder="–"
        onSave={onSave}
        className={`${inputClass} h-7 w-13! px-1.5! text-right nums`}
      />
    </span>
  )
}

function limitIn(text: string) {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return limit >= 1 && limit <= WIP_LIMIT_MAX ? limit : undefined
}
