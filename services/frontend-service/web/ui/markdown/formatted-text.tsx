import { lazyRouteComponent } from '@tanstack/react-router'
import clsx from 'clsx'
import { Component, type ReactNode, Suspense } from 'react'

const Markdown = lazyRouteComponent(() => import('./markdown.tsx'), 'Markdown')

interface Props {
  text: string
  className?: string
}

/** Markdown that somebody wrote. While its part of the app is on its way, and when it cannot be formatted, the text
 *  stands as it was typed: nothing around it is touched. */
export function FormattedText({ text, className }: Props) {
  const typed = <p className={clsx('whitespace-pre-wrap', className)}>{text}</p>
  return (
    <Fallback key={text} to={typed}>
      <Suspense fallback={typed}>
        <Markdown text={text} className={className} />
      </Suspense>
    </Fallback>
  )
}

class Fallback extends Component<{ to: ReactNode; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? this.props.to : this.props.children
  }
}
