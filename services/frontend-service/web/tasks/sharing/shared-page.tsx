import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { madeBy } from '../../account/made-by.ts'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { factsOf } from '../../failures.ts'
import { BackButton } from '../../frame/back-button.tsx'
import { Page } from '../../frame/page.tsx'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { canComment } from '../rights.ts'
import type { SharedTask } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { CopyKey } from './copy-key.tsx'
import { SharedComments } from './shared-comments.tsx'
import { SharedComposer } from './shared-composer.tsx'
import { SharedFiles } from './shared-files.tsx'
import { SharedProperties } from './shared-properties.tsx'
import { sharingWords } from './sharing-words.ts'

const route = getRouteApi('/signed-in/w/$workspace/t/$key')

interface Props {
  /** In place of a task that was not given to the reader, or is not any more. */
  missing: ReactNode
  pending: ReactNode
  /** The reader sees its project by now. */
  onInside: () => void
}

/** The task of the address as who was given it alone sees it. */
export function SharedTaskPage({ missing, pending, onInside }: Props) {
  const { key } = route.useParams()
  const { id: workspaceId } = useWorkspace()
  const { data, error, isPending } = useQuery(
    // What was taken back is not kept: neither this, nor its comments and files.
    trpc.task.sharedTasks.get.queryOptions({ workspaceId, key }, { gcTime: 0 }),
  )
  const isGone = factsOf(error).status === 404
  const isInside = data !== undefined && data.givenById === null
  useEffect(() => {
    if (isInside) onInside()
  }, [isInside, onInside])
  if (isPending) return pending
  return data && !isGone ? <SharedPage task={data} /> : missing
}

function SharedPage({ task }: { task: SharedTask }) {
  const words = sharingWords()
  const { nameOf } = usePeople()
  const mayComment = canComment(task.role) && !task.isReadOnly
  const properties = <SharedProperties task={task} />
  return (
    <Page
      key={task.key}
      title={`${task.key} ${task.title}`}
      head={
        <>
          <BackButton />
          <span className="font-medium text-ink-2 nums whitespace-nowrap">{task.key}</span>
          <CopyKey taskKey={task.key} />
          <Badge tone="accent">{words.badge}</Badge>
        </>
      }
    >
      <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_304px] min-h-full">
        <div className="px-4 pt-3 lg:px-14 lg:pt-7 pb-10">
          <div className="max-w-185 mx-auto">
            {task.isReadOnly && (
              <p className="mb-3 px-3 py-2 rounded-sm bg-warning-soft text-warning-ink font-medium">
                {words.readOnly}
              </p>
            )}
            <h1 className="text-20 lg:text-24 font-strong tracking-[-.015em] wrap-anywhere">
              {task.title}
            </h1>
            <div className="lg:hidden mt-3">{properties}</div>
            {task.description && (
              <div className="mt-4">
                <TaskText text={task.description} className="text-14" />
              </div>
            )}
            <Panel name={m.errors.parts.files}>
              <SharedFiles taskId={task.id} />
            </Panel>
            <section aria-label={m.tasks.comments} className="mt-5.5">
              <h2 className="flex items-baseline gap-1.5 pb-2 border-b border-line font-strong">
                {m.tasks.comments}
                {task.commentCount > 0 && (
                  <span className="text-ink-3 font-text nums">{task.commentCount}</span>
                )}
              </h2>
              <Panel name={m.errors.parts.comments}>
                <SharedComments taskId={task.id} mayComment={mayComment} />
              </Panel>
            </section>
            {mayComment && <SharedComposer task={task} />}
          </div>
        </div>
        <div className="max-lg:hidden border-l border-line px-5 py-4.5">
          {properties}
          {task.givenById && (
            <p className="mt-4 pt-4 border-t border-line text-12 text-ink-3">
              {madeBy(nameOf(task.givenById), task.givenByBot, words.by)}
            </p>
          )}
        </div>
      </div>
    </Page>
  )
}
