import { Download } from 'lucide-react'
import { buttonClass } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { useWorkspace } from '../session.ts'
import { auditWords } from './audit-words.ts'
import { useAuditFilter } from './use-audit-filter.ts'

/** Downloads what the filter finds. */
export function ExportMenu() {
  const words = auditWords()
  const { id } = useWorkspace()
  const { input } = useAuditFilter()
  const download = (form: string) =>
    window.location.assign(`/audit/${id}.${form}?${new URLSearchParams(input)}`)
  return (
    <Picker
      label={words.export}
      kind="act"
      className={buttonClass({ kind: 'line' })}
      items={[
        { id: 'csv', text: words.csv },
        { id: 'jsonl', text: words.jsonl },
      ]}
      onPick={download}
    >
      <Download aria-hidden />
      {words.export}
    </Picker>
  )
}
