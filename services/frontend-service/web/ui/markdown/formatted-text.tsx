import clsx from 'clsx'
import { Component, type ReactNode, Suspense } from 'react'
import { lazily } from '../lazily.ts'
import { Coming } from '../skeleton.tsx'
import type { MarkdownProps } from './markdown.tsx'

const Markdown = lazily(async () => (await import('./markdown.tsx')).Markdown)

/** Markdown that somebody wrote. While its part of the app is on its way, and when it cannot be formatted, the text
 *  stands as it was typed: nothing around it is touched. */
export function FormattedText(props: MarkdownProps) {
  const { text, className } = props
  const typed = <p className={clsx('whitespace-pre-wrap', className)}>{text}</p>
  return (
    <Fallback text={text} to={typed}>
      <Suspense fallback={<Coming>{typed}</Coming>}>
        <Markdown {...props} />
      </Suspense>
    </Fallback>
  )
}

interface FallbackProps {
  text: string
  to: ReactNode
  children: ReactNode
}

interface FallbackState {
  text: string
  hasFailed: boolean
}

class Fallback extends Component<FallbackProps, FallbackState> {
  override state = { text: this.props.text, hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  /** Another text may do. */
  static getDerivedStateFromProps({ text }: FallbackProps, state: FallbackState) {
    return state.text === text ? null : { text, hasFailed: false }
  }

  override render() {
    return this.state.hasFailed ? this.props.to : this.props.children
  }
}
