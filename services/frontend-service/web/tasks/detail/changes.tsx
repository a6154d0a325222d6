import clsx from 'clsx'
import { useState } from 'react'
import { useMe } from '../../account/session.ts'
import { changeOf } from '../change/merged-text.ts'
import type { Known } from '../history/field-values.ts'
import { usePlainText } from '../text/use-called.ts'
import { activityWords } from './activity-words.ts'
import { type Changed, changesOf, type FieldChange } from './event-changes.ts'

interface Props extends Omit<Known, 'timeZone'> {
  event: Changed
  className?: string
}

/** What an event changed: before and after, field by field. A long text is shown on request, as it differs. */
export function Changes({ event, className, ...known }: Props) {
  const { timeZone } = useMe()
  const changes = changesOf(event, { ...known, timeZone })
  if (changes.length === 0) return null
  return (
    <ul className={clsx('grid gap-y-0.5 text-12/5 text-ink-3', className)}>
      {changes.map((change) => (
        <li key={change.name} className="min-w-0 wrap-anywhere">
          <Change change={change} />
        </li>
      ))}
    </ul>
  )
}

function Change({ change }: { change: FieldChange }) {
  const words = activityWords()
  const { name, before, after, added, removed, texts } = change
  if (texts) return <LongText name={name} texts={texts} />
  const lists = [added && words.added(added), removed && words.removed(removed)]
  return (
    <>
      {name && `${name} `}
      {before !== undefined && (
        <>
          <span className="text-ink-2">{before}</span> <span className="mx-0.5">→</span>{' '}
        </>
      )}
      <span className="text-ink-2">{after ?? lists.filter(Boolean).join(', ')}</span>
    </>
  )
}

function LongText({
  name,
  texts,
}: Pick<FieldChange, 'name'> & { texts: readonly [string, string] }) {
  const words = activityWords()
  const plain = usePlainText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {name} <span className="text-ink-2">{words.edited}</span>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="ml-2 underline underline-offset-3 decoration-line-2 hover:text-ink rounded-xs"
      >
        {isOpen ? words.hide : words.look}
      </button>
      {isOpen && <Difference before={plain(texts[0])} after={plain(texts[1])} />}
    </>
  )
}

/** One text with what went and what came in its place. */
function Difference({ before, after }: { before: string; after: string }) {
  const { from, to, text } = changeOf(before, after)
  return (
    <p className="mt-1 px-2.5 py-1.5 rounded-sm bg-raised border border-line whitespace-pre-wrap text-ink-2 max-h-60 overflow-y-auto">
      {before.slice(0, from)}
      {to > from && <del className="bg-danger-soft text-danger-ink">{before.slice(from, to)}</del>}
      {text && <ins className="bg-success-soft text-success-ink no-underline">{text}</ins>}
      {before.slice(to)}
    </p>
  )
}
