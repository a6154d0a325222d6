import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { clock, exact } from '../../dates.ts'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Away, Panel } from '../../ui/panel.tsx'
import { sizeWords } from '../../ui/size-words.ts'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { useMe, useSession } from '../session.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { SettingsSection } from '../settings-section.tsx'
import {
  backupLines,
  followerLines,
  type Installation,
  jobLines,
  type Line,
  letterLines,
  serviceLines,
  webhookLines,
} from './lines.ts'
import { operationsWords } from './operations-words.ts'
import { OperatorsSection } from './operators-section.tsx'
import { RunbookLink } from './runbook-link.tsx'
import { StateRow } from './state-row.tsx'

const EVERY_MS = 15_000

/** `/settings/operations`: how the whole installation fares. For others than its operators there is no such page. */
export function OperationsPage() {
  const { isOperator } = useSession()
  return isOperator ? <Operations /> : <NoSuchPage />
}

const NoSuchPage = () => (
  <SettingsFrame place={m.errors.notFound}>
    <EmptyState title={m.errors.notFound}>{m.errors.notFoundLead}</EmptyState>
  </SettingsFrame>
)

function Operations() {
  const { data, error, refetch } = useQuery(
    // A hidden page asks nothing.
    trpc.gateway.operations.get.queryOptions(undefined, { refetchInterval: EVERY_MS }),
  )
  // They may have been an operator when the page was opened.
  if (factsOf(error).status === 404) return <NoSuchPage />
  return (
    <SettingsFrame place={m.settings.operations}>
      {data && <State all={data} error={error} />}
      {!data && error && (
        <Away error={error} name={m.settings.operations} onRetry={() => void refetch()} />
      )}
      {!data && !error && <SkeletonBox className="h-96" />}
    </SettingsFrame>
  )
}

/** `error`: why it is no newer. */
function State({ all, error }: { all: Installation; error: unknown }) {
  const words = operationsWords()
  const { timeZone } = useMe()
  const isWithoutUsers = factsOf(error).reason === 'no_users'
  const sections = [
    [words.titles.services, serviceLines(all)],
    [words.titles.followers, followerLines(all)],
    [words.titles.backups, backupLines(all)],
    [words.titles.letters, letterLines(all)],
    [words.titles.webhooks, webhookLines(all)],
    [words.titles.jobs, jobLines(all)],
  ] as const
  return (
    <>
      <header className="grid gap-3">
        <div>
          <h2 className="text-20 font-strong tracking-[-.015em]">{m.settings.operations}</h2>
          <p className="text-ink-3 mt-1 max-w-[60ch]">{words.lead}</p>
        </div>
        {error ? (
          <Strip
            tone="bad"
            text={words.stale(exact(all.at, timeZone))}
            lead={isWithoutUsers ? words.noUsers : sentenceOf(error)}
          >
            {isWithoutUsers && <RunbookLink name="service-down" at={all.runbooks} />}
          </Strip>
        ) : (
          <Summary
            lines={sections.flatMap(([, lines]) => lines)}
            lead={words.asOf(clock(all.at, timeZone))}
          />
        )}
      </header>
      {sections.map(
        ([title, lines]) =>
          lines.length > 0 && (
            <SettingsSection key={title} title={title}>
              <ul className="divide-y divide-line">
                {lines.map((line) => (
                  <StateRow key={`${line.of} ${line.name}`} line={line} runbooks={all.runbooks} />
                ))}
              </ul>
            </SettingsSection>
          ),
      )}
      <Usage all={all} />
      <Panel name={words.operators} loading={<SkeletonBox className="h-32" />}>
        <OperatorsSection />
      </Panel>
    </>
  )
}

function Summary({ lines, lead }: { lines: readonly Line[]; lead: string }) {
  const words = operationsWords()
  const count = (tone: Line['tone']) => lines.filter((line) => line.tone === tone).length
  const [bad, attention, unknown] = [count('bad'), count('attention'), count('unknown')]
  // What nobody knows may be bad.
  const tone = bad > 0 ? 'bad' : attention + unknown > 0 ? 'attention' : 'good'
  return (
    <Strip
      tone={tone}
      text={tone === 'good' ? words.allGood : words.toDo(bad, attention, unknown)}
      lead={lead}
    />
  )
}

const strips = {
  good: [CircleCheck, 'bg-success-soft text-success-ink'],
  attention: [TriangleAlert, 'bg-warning-soft text-warning-ink'],
  bad: [CircleX, 'bg-danger-soft text-danger-ink'],
} as const

interface StripProps {
  tone: keyof typeof strips
  text: string
  lead: string
  children?: ReactNode
}

function Strip({ tone, text, lead, children }: StripProps) {
  const [Icon, colours] = strips[tone]
  return (
    <div className={`flex gap-2.5 px-3.5 py-3 rounded-lg ${colours}`}>
      <Icon aria-hidden className="size-5! flex-none" />
      <div className="min-w-0">
        <p role="status" className="font-medium">
          {text}
        </p>
        <p className="text-12 nums">{lead}</p>
        {children}
      </div>
    </div>
  )
}

/** How much there is of what; a dash where it is not known. */
function Usage({ all: { user, task, file } }: { all: Installation }) {
  const { figures: names, count, usage } = operationsWords()
  const told = (figure: number | null, words = count) => (figure === null ? '–' : words(figure))
  const figures = [
    [names.people, told(user.people)],
    [names.workspaces, told(user.workspaces)],
    [names.projects, told(task.state === 'up' ? task.projects : null)],
    [names.sessions, told(user.sessions)],
    [names.storage, told(file.state === 'up' ? file.usedBytes : null, sizeWords)],
  ]
  return (
    <SettingsSection title={usage}>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(128px,1fr))] gap-x-4 gap-y-3 px-3.5 py-3">
        {figures.map(([name, value]) => (
          <div key={name} className="grid content-between gap-0.5">
            <dt className="text-12 text-ink-3">{name}</dt>
            <dd className="text-20 font-strong nums">{value}</dd>
          </div>
        ))}
      </dl>
    </SettingsSection>
  )
}
