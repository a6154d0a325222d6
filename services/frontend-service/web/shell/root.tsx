import { type ErrorComponentProps, Link, Outlet, useRouter } from '@tanstack/react-router'
import { type ComponentProps, Suspense, useEffect, useState } from 'react'
import { useWantedProof } from '../confirm-identity.ts'
import { m } from '../messages.ts'
import { Announcer } from '../ui/announcer.tsx'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { lazily } from '../ui/lazily.ts'
import { Away } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const Toaster = lazily(async () => (await import('../ui/toaster.tsx')).Toaster)

/** What surrounds every screen: the voice for screen readers, the place of toasts, and what asks again who one is. */
export function Root() {
  const [isIdle, setIdle] = useState(false)
  const settle = useWantedProof()
  const router = useRouter()
  useEffect(() => {
    const timer = setTimeout(() => {
      setIdle(true)
      void import('./page-reports.ts').then(({ watchPage }) => watchPage(router))
    }, 1500)
    return () => clearTimeout(timer)
  }, [router])
  return (
    <>
      <Outlet />
      <Announcer />
      {settle && <Proof onSettle={settle} />}
      {isIdle && (
        <Suspense>
          <Toaster />
        </Suspense>
      )}
    </>
  )
}

type ProofProps = ComponentProps<typeof import('../account/factor/proof-dialog.tsx')['ProofDialog']>

/** Asks who one is. Whatever waits for it hears when its script does not come, and what was typed below stays; `lazy` would
 *  put an error page in place of all that, and not try again the next time. */
function Proof({ onSettle }: ProofProps) {
  const [loaded, setLoaded] = useState<typeof import('../account/factor/proof-dialog.tsx')>()
  useEffect(() => {
    import('../account/factor/proof-dialog.tsx').then(setLoaded, (failure) =>
      onSettle({ isProved: false, failure }),
    )
  }, [onSettle])
  return loaded && <loaded.ProofDialog onSettle={onSettle} />
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
