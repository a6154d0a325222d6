import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useWantedProof } from '../confirm-identity.ts'
import { m } from '../messages.ts'
import { Announcer } from '../ui/announcer.tsx'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { lazily } from '../ui/lazily.ts'
import { Away } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const ProofDialog = lazily(
  async () => (await import('../account/factor/proof-dialog.tsx')).ProofDialog,
)
const Toaster = lazily(async () => (await import('../ui/toaster.tsx')).Toaster)

/** What surrounds every screen: the voice for screen readers, the place of toasts, and what asks again who one is. */
export function Root() {
  const [isIdle, setIdle] = useState(false)
  const settle = useWantedProof()
  useEffect(() => {
    const timer = setTimeout(() => setIdle(true), 1500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <Outlet />
      <Announcer />
      {settle && (
        <Suspense>
          <ProofDialog onSettle={settle} />
        </Suspense>
      )}
      {isIdle && (
        <Suspense>
          <Toaster />
        </Suspense>
      )}
    </>
  )
}

/** One text for what is missing and for what is not yours. */
export function NotFound() {
  return (
    <main className="min-h-dvh grid bg-canvas">
      <title>{`404 · TaskMate`}</title>
      <EmptyState
        level={1}
        title={m.errors.notFound}
        action={
          <Link to="/" className={buttonClass({ kind: 'primary' })}>
            {m.errors.toHome}
          </Link>
        }
      >
        {m.errors.notFoundLead}
      </EmptyState>
    </main>
  )
}

export function Failure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main id="main" className="bg-surface">
      <title>TaskMate</title>
      <Away
        isPage
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}

/** While the first data of a screen is on its way. */
export const Pending = () => (
  <main id="main" className="bg-surface">
    <h1 className="sr-only">TaskMate</h1>
    <SkeletonRows />
  </main>
)
