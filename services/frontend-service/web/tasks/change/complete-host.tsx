import { Suspense } from 'react'
import { lazily } from '../../ui/lazily.ts'
import { useCompleting } from './completing.ts'

const CompleteDialog = lazily(async () => (await import('./complete-dialog.tsx')).CompleteDialog)

export function CompleteHost() {
  const completing = useCompleting()
  return completing ? (
    <Suspense>
      <CompleteDialog completing={completing} />
    </Suspense>
  ) : null
}
