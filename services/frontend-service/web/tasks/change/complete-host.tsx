import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useCompleting } from './completing.ts'

const CompleteDialog = lazyRouteComponent(() => import('./complete-dialog.tsx'), 'CompleteDialog')

export function CompleteHost() {
  const completing = useCompleting()
  return completing ? (
    <Suspense>
      <CompleteDialog completing={completing} />
    </Suspense>
  ) : null
}
