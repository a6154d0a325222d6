import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { History, Redo2, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { useMe, useWorkspace } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { dayAt, dayNumber, longDay, shortDay } from '../../dates.ts'
import { useOverlays } from '../../frame/overlays.ts'
import { Heading, Page } from '../../frame/page.tsx'
import { useOwnKey } from '../../keys/own-keys.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useActKeys } from './act-keys.ts'
import { ActRow } from './act-row.tsx'
import type { Act } from './act-words.ts'
import { historyOf } from './history-of.ts'
import { historyWords } from './history-words.ts'

/** `~/history`: what I did, act by act, and the way back from each. */
export const HistoryPage = () => (
  <Page title={m.shell.history} head={<Heading>{m.shell.history}</Heading>} bar={<Lead />}>
    <Panel name={m.shell.history} loading={<SkeletonRows />}>
      <Acts />
    </Panel>
  </Page>
)

const Lead = () => (
  <p className="text-12 text-ink-3 py-1">
    {historyWords().lead}{' '}
    {useOwnKey('mod+z') && (
      <span className="pointer-coarse:hidden whitespace-nowrap">
        <Kbd keys="mod+z" /> {historyWords().leadKeys}
      </span>
    )}
  </p>
)

/** So many at least, where there are as many: a page leaves out what one does not see any more. */
const SHOWN_MIN = 20

function Acts() {
  const { id } = useWorkspace()
  const { timeZone } = useMe()
  const list = useSuspenseInfiniteQuery(historyOf(id))
  const acts = list.data.pages.flatMap(({ items }) => items)
  const projects = useProjects(acts.map(({ projectKey }) => projectKey))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const isShort = hasNextPage && !isFetchingNextPage && acts.length < SHOWN_MIN
  useEffect(() => {
    if (isShort) void fetchNextPage()
  }, [isShort, fetchNextPage])
  useActKeys()
  if (acts.length === 0) return hasNextPage ? <SkeletonRows /> : <Nothing />
  return (
    <div className="px-2 max-md:px-0 pt-2 pb-8">
      {byDay(acts, timeZone).map(([day, ofDay]) => (
        <section key={day} aria-labelledby={day}>
          <DayHeading day={day} />
          <ul>
            {ofDay.map((act) => (
              <ActRow key={act.id} act={act} project={projects.get(act.projectKey)} />
            ))}
          </ul>
        </section>
      ))}
      <MoreButton list={list} label={m.tasks.showMore} className="mx-3 mt-3" />
    </div>
  )
}

function DayHeading({ day }: { day: string }) {
  const today = useToday()
  const isNear = dayNumber(today) - dayNumber(day) <= 1
  return (
    <h2 id={day} className="flex items-baseline gap-2 px-3 pt-4 pb-1.5 font-strong">
      {isNear && shortDay(day, today)}
      <span className={isNear ? 'font-normal text-12 text-ink-3' : undefined}>{longDay(day)}</span>
    </h2>
  )
}

function byDay(acts: Act[], timeZone: string) {
  const days = new Map<string, Act[]>()
  for (const act of acts) {
    const day = dayAt(act.at, timeZone)
    days.set(day, [...(days.get(day) ?? []), act])
  }
  return [...days]
}

function Nothing() {
  const { open } = useOverlays()
  return (
    <EmptyState
      title={historyWords().noneTitle}
      glyphs={
        <>
          <Undo2 />
          <History />
          <Redo2 />
        </>
      }
      action={
        <Button kind="primary" size="large" onClick={() => open({ kind: 'quick-add' })}>
          {m.shell.newTask}
          <Kbd keys="q" isInverse />
        </Button>
      }
    >
      {historyWords().noneLead}
    </EmptyState>
  )
}
