import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { ScrollText, Search } from 'lucide-react'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useWorkspace } from '../session.ts'
import { AuditFilter } from './audit-filter.tsx'
import { AuditRow } from './audit-row.tsx'
import { auditWords } from './audit-words.ts'
import { ChainCheckButton, ChainResult, useChainCheck } from './chain-check.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useAuditFilter } from './use-audit-filter.ts'

/** The log with its filter, its check and the way out of it. */
export function AuditSection() {
  const words = auditWords()
  const checking = useChainCheck()
  return (
    <section aria-labelledby="audit-log">
      <header className="flex flex-wrap items-end justify-between gap-3 mb-4">
        <div>
          <h2 id="audit-log" className="text-20 font-strong tracking-[-.015em]">
            {m.settings.audit}
          </h2>
          <p className="text-ink-3 mt-1 max-w-[60ch]">{words.lead}</p>
        </div>
        <div className="flex gap-2">
          <ChainCheckButton {...checking} />
          <ExportMenu />
        </div>
      </header>
      <ChainResult {...checking} />
      <AuditFilter />
      <Panel name={m.settings.audit} loading={<SkeletonRows />}>
        <Entries />
      </Panel>
    </section>
  )
}

function Entries() {
  const words = auditWords()
  const { id: workspaceId } = useWorkspace()
  const { input, isOn } = useAuditFilter()
  const list = useSuspenseInfiniteQuery(
    trpc.user.audit.list.infiniteQueryOptions(
      { workspaceId, ...input },
      { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined },
    ),
  )
  const entries = list.data.pages.flatMap(({ items }) => items)
  if (entries.length === 0)
    return (
      <EmptyState
        title={isOn ? words.none : words.empty}
        glyphs={isOn ? <Search /> : <ScrollText />}
      >
        {isOn ? words.noneLead : words.emptyLead}
      </EmptyState>
    )
  return (
    <>
      <ul className="rounded-lg border border-line divide-y divide-line overflow-hidden">
        {entries.map((entry) => (
          <AuditRow key={entry.seq} entry={entry} />
        ))}
      </ul>
      <MoreButton list={list} label={words.more} className="mt-3" />
    </>
  )
}
