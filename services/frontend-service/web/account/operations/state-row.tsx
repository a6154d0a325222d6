import { CircleCheck, CircleHelp, CircleMinus, CircleX, TriangleAlert } from 'lucide-react'
import type { Line } from './lines.ts'
import { operationsWords } from './operations-words.ts'
import { RunbookLink } from './runbook-link.tsx'

const looks = {
  good: [CircleCheck, 'text-success-ink'],
  attention: [TriangleAlert, 'text-warning-ink'],
  bad: [CircleX, 'text-danger-ink'],
  off: [CircleMinus, 'text-ink-3'],
  unknown: [CircleHelp, 'text-ink-3'],
} as const

/** How one thing is; where it is not good, what to do and the runbook that says more. `runbooks` is the address of their
 *  folder. */
export function StateRow({ line, runbooks }: { line: Line; runbooks: string | null }) {
  const { name, of, facts, tone, advice, runbook } = line
  const [Icon, colour] = looks[tone]
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 px-3.5 py-2.5">
      <Icon role="img" aria-label={operationsWords().tones[tone]} className={`mt-0.5 ${colour}`} />
      <div className="grid gap-1 min-w-0">
        <div className="grid md:flex md:flex-wrap items-baseline justify-between gap-x-4">
          <p className="font-medium break-words min-w-0">{name}</p>
          <p className="text-12 text-ink-3 nums">{[...(of ? [of] : []), ...facts].join(' · ')}</p>
        </div>
        {advice && <p className="text-12 text-ink-2">{advice}</p>}
        {runbook && <RunbookLink name={runbook} at={runbooks} />}
      </div>
    </li>
  )
}
