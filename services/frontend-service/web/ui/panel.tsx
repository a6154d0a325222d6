import { QueryErrorResetBoundary } from '@tanstack/react-query'
import clsx from 'clsx'
import { RotateCw } from 'lucide-react'
import { Component, type ReactNode, Suspense } from 'react'
import { factsOf } from '../failures.ts'
import { m } from '../messages.ts'
import { Button } from './button.tsx'
import { Coming } from './skeleton.tsx'
import { useAutoRetry } from './use-auto-retry.ts'

interface Props {
  /** Named in the message when the panel is away. */
  name?: string
  loading?: ReactNode
  children: ReactNode
}

/** One panel of a screen: while it loads or when it fails, the others go on working. */
export const Panel = ({ name, loading, children }: Props) => (
  <QueryErrorResetBoundary>
    {({ reset }) => (
      <Boundary onRetry={reset} name={name} loading={loading}>
        {children}
      </Boundary>
    )}
  </QueryErrorResetBoundary>
)

interface BoundaryProps extends Props {
  onRetry: () => void
}

class Boundary extends Component<BoundaryProps, { error: unknown; hasFailed: boolean }> {
  override state = { error: null, hasFailed: false }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown'), hasFailed: true }
  }

  override render() {
    const { children, loading, name } = this.props
    const { error, hasFailed } = this.state
    if (error) return <Away error={error} name={name} onRetry={this.retry} />
    // What was away stays so on screen while it is asked for again.
    const waiting = hasFailed ? (
      <Away name={name} isTrying onRetry={this.retry} />
    ) : (
      <Coming>{loading}</Coming>
    )
    return <Suspense fallback={waiting}>{children}</Suspense>
  }

  private retry = () => {
    this.props.onRetry()
    this.setState({ error: null })
  }
}

/** A part that cannot be shown: what failed, what is safe, what to do. */
export function Away({
  error,
  name,
  isPage,
  isInline,
  isTrying = false,
  onRetry,
}: {
  error?: unknown
  name?: string
  /** It stands for the whole page. */
  isPage?: boolean
  /** It stands among other things, without room around it. */
  isInline?: boolean
  isTrying?: boolean
  onRetry: () => void
}) {
  const { status, requestId } = factsOf(error)
  const isMissing = status === 404
  const isAway = error === undefined || status === 503 || status === 0
  useAutoRetry(isAway && !isTrying, error, onRetry)
  // What is no answer of a server comes with the page, as a script that did not arrive: asked for again, it stays away.
  const isOfPage = error !== undefined && status === undefined
  const title = isMissing ? m.errors.notFound : isAway ? awayTitle(name) : m.errors.failed
  const Title = isPage ? 'h1' : 'p'
  const lead = isMissing ? m.errors.notFoundLead : isAway ? m.errors.awayLead : m.errors.failedLead
  return (
    <div
      role="alert"
      className={clsx(
        'grid content-center justify-items-center text-center gap-1 p-6 border border-dashed border-line-2 rounded-md bg-sunken',
        !isInline && 'm-4',
      )}
    >
      <Title className="font-strong">{title}</Title>
      <p className="text-ink-3 text-12">{lead}</p>
      <Button
        kind="line"
        className="mt-2"
        isBusy={isTrying}
        onClick={isOfPage ? () => window.location.reload() : onRetry}
      >
        {!isTrying && <RotateCw aria-hidden />}
        {m.shell.retry}
      </Button>
      {requestId && (
        <details className="text-12 text-ink-3 mt-1">
          <summary>{m.shell.details}</summary>
          {m.errors.request(requestId)}
        </details>
      )}
    </div>
  )
}

const awayTitle = (name?: string) => (name ? m.errors.awayPart(name) : m.errors.away)
