import type { ReactNode } from 'react'
import { useMe, useWorkspace } from '../../account/session.ts'
import { exact } from '../../dates.ts'
import { printWords } from './print-words.ts'
import './paper.css'

interface Props {
  above: ReactNode
  title: string
  facts: ReactNode
}

/** What a paper is about, and when and by whom it was printed. */
export function PaperHead({ above, title, facts }: Props) {
  const { name } = useWorkspace()
  const me = useMe()
  const now = exact(new Date().toISOString(), me.timeZone)
  return (
    <header className="paper-head">
      <p className="paper-above">
        <span>{above}</span>
        <span>{name}</span>
      </p>
      <h1>{title}</h1>
      <p className="paper-facts">
        <span>{facts}</span>
        <span>{printWords().printed(now, me.name)}</span>
      </p>
    </header>
  )
}
