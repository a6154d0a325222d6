import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { factsOf } from '../../failures.ts'
import type { Alone } from '../sharing/use-shared-task.ts'

interface Props {
  children: ReactNode
  /** The task as who was given it alone sees it. */
  alone: (ways: Alone) => ReactNode
  /** In place of a task that is not there for the reader in any way. */
  missing: (error: unknown, again: () => void) => ReactNode
  pending: ReactNode
}

/** Where a task is not there for the reader by its project, it may have been given to them alone. Other failures are those of who
 *  shows it. */
export const TaskBoundary = (props: Props) => (
  <QueryErrorResetBoundary>
    {({ reset }) => <Boundary onReset={reset} {...props} />}
  </QueryErrorResetBoundary>
)

class Boundary extends Component<Props & { onReset: () => void }, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    const { children, alone, missing, pending } = this.props
    if (error === null) return children
    if (factsOf(error).status !== 404) throw error
    return (
      <Suspense fallback={pending}>
        {alone({ missing: missing(error, this.again), pending, onInside: this.enter })}
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
