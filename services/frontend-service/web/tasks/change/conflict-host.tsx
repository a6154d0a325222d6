import { Suspense } from 'react'
import { lazily } from '../../ui/lazily.ts'
import { useConflict } from './conflict.ts'
import { useRefused } from './refused.ts'

const ConflictDialog = lazily(async () => (await import('./conflict-dialog.tsx')).ConflictDialog)
const RefusedDialog = lazily(async () => (await import('./refused-dialog.tsx')).RefusedDialog)

/** What waits for a decision after a change was not saved. */
export function ConflictHost() {
  const conflict = useConflict()
  const refusal = useRefused()
  return (
    <Suspense>
      {conflict && <ConflictDialog conflict={conflict} />}
      {refusal && <RefusedDialog refusal={refusal} />}
    </Suspense>
  )
}
