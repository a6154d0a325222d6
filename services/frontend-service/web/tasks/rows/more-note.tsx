import { useLayoutEffect, useRef } from 'react'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { DEALT_MAX } from '../cache/columns.ts'
import { viewWords } from '../views/view-words.ts'

/** Why a group does not show all of its tasks: others are on their way, could not be read, or are beyond what is read. */
export type More = 'coming' | 'failed' | 'limit'

interface Props {
  more: More
  onAgain: () => void
}

/** What stands where the other tasks of a group would be. */
export function MoreNote({ more, onAgain }: Props) {
  if (more === 'limit')
    return (
      <p role="status" className="px-8 py-1.5 text-12 text-ink-2">
        {viewWords().subLimit(DEALT_MAX)}
      </p>
    )
  return (
    <div className="flex items-center min-h-(--row) px-8">
      {more === 'failed' ? <NotRead onAgain={onAgain} /> : <RowOnItsWay />}
    </div>
  )
}

const RowOnItsWay = () => <i aria-hidden className="h-2.5 w-2/5 min-w-40 rounded-xs bg-pressed" />

/** The row that could not be read, or is still on its way. */
export const UnreadRow = ({ onAgain }: { onAgain: (() => void) | undefined }) =>
  onAgain ? <NotRead onAgain={onAgain} /> : <RowOnItsWay />

/** That the rest of some tasks could not be read; whoever listens is told when it happens. */
export const NotRead = ({ onAgain }: { onAgain: () => void }) => (
  <span className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 text-12 text-ink-2">
    {viewWords().notRead}
    <AgainButton onAgain={onAgain} />
  </span>
)

/** Goes once what it asks for is there, and gives the focus to that: to the row in its place, else to the heading. */
export function AgainButton({ onAgain }: { onAgain: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const own = button.current
    return () => {
      if (own && document.activeElement === own) handOn(own)
    }
  }, [])
  return (
    <Button ref={button} kind="line" className="h-6! text-12" onClick={onAgain}>
      {m.shell.retry}
    </Button>
  )
}

function handOn(button: HTMLElement) {
  const item = button.closest<HTMLElement>('[data-index]')
  const [rows, index] = [item?.parentElement, item?.dataset.index]
  const group = button.closest('h3') ?? button.closest('[data-group]')
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const row = rows?.querySelector<HTMLElement>(`[data-index="${index}"] a[data-task]`)
    const heading = group?.querySelector<HTMLElement>('[data-heading]')
    ;(row ?? heading)?.focus()
  })
}
