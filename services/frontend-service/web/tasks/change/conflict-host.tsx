import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useConflict } from './conflict.ts'

const ConflictDialog = lazyRouteComponent(() => import('./conflict-dialog.tsx'), 'ConflictDialog')

export function ConflictHost() {
  const conflict = useConflict()
  return conflict ? (
    <Suspense>
      <ConflictDialog conflict={conflict} />
    </Suspense>
  ) : null
}
