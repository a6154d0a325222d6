import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { factsOf } from '../../failures.ts'
import { lazily } from '../../ui/lazily.ts'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'

const SharedTaskPage = lazily(
  async () => (await import('../sharing/shared-page.tsx')).SharedTaskPage,
)

/** Where a task is not there for the reader by its project, it may have been given to them alone. Other failures are the page's. */
export const TaskBoundary = ({ children }: { children: ReactNode }) => (
  <QueryErrorResetBoundary>
    {({ reset }) => <Boundary onReset={reset}>{children}</Boundary>}
  </QueryErrorResetBoundary>
)

interface Props {
  onReset: () => void
  children: ReactNode
}

class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    if (factsOf(error).status !== 404) throw error
    const missing = (
      <main id="main" className="bg-surface">
        <title>TaskMate</title>
        <Away isPage error={error} onRetry={this.again} />
      </main>
    )
    return (
      <Suspense fallback={waiting}>
        <SharedTaskPage missing={missing} pending={waiting} onInside={this.enter} />
      </Suspense>
    )
  }

  private hasEntered = false
  /** Who sees the project by now. What says so twice and shows nothing is not asked a third time. */
  private enter = () => {
    if (!this.hasEntered) this.again()
    this.hasEntered = true
  }

  private again = () => {
    this.props.onReset()
    this.setState({ error: null })
  }
}

const waiting = (
  <main id="main" className="bg-surface">
    <h1 className="sr-only">TaskMate</h1>
    <SkeletonRows />
  </main>
)
