import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { Component, type ReactNode, Suspense } from 'react'
import { factsOf } from '../failures.ts'
import { m } from '../messages.ts'
import { Button } from './button.tsx'
import { useComeback } from './comeback.ts'

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
      <Boundary onRetry={reset} name={name}>
        <Suspense fallback={loading}>{children}</Suspense>
      </Boundary>
    )}
  </QueryErrorResetBoundary>
)

interface BoundaryProps {
  name?: string
  onRetry: () => void
  children: ReactNode
}

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') }
  }

  override render() {
    if (!this.state.error) return this.props.children
    return <Away error={this.state.error} name={this.props.name} onRetry={this.retry} />
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
  onRetry,
}: {
  error?: unknown
  name?: string
  /** It stands for the whole page. */
  isPage?: boolean
  onRetry: () => void
}) {
  const { status, requestId } = factsOf(error)
  const isMissing = status === 404
  const isAway = error === undefined || status === 503 || status === 0
  useComeback(isAway, error, onRetry)
  const title = isMissing ? m.errors.notFound : isAway ? awayTitle(name) : m.errors.failed
  const Title = isPage ? 'h1' : 'p'
  const lead = isMissing ? m.errors.notFoundLead : isAway ? m.errors.awayLead : m.errors.failedLead
  return (
    <div
      role="alert"
      className="grid content-center justify-items-center text-center gap-1 m-4 p-6 border border-dashed border-line-2 rounded-md bg-sunken"
    >
      <Title className="font-strong">{title}</Title>
      <p className="text-ink-3 text-12">{lead}</p>
      <Button kind="line" className="mt-2" onClick={onRetry}>
        <RotateCw aria-hidden />
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
