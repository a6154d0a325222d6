import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Archive, Paperclip, Trash2, Undo2 } from 'lucide-react'
import { useMe, useWorkspace } from '../../account/session.ts'
import { ago, dayAt, dayNumber, today } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { fileWords } from '../../ui/file-words.ts'
import { reasonOf } from '../../ui/form/field-errors.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { StatusIcon } from '../fields/status.tsx'
import { canEdit, canPurge } from '../rights.ts'
import { EmptyButton } from './empty-button.tsx'
import { PurgeButton } from './purge-button.tsx'
import { trashOf } from './trash-of.ts'
import { trashWords } from './trash-words.ts'

type TrashedTask = Outputs['task']['tasks']['trashed'][number]

/** `~/p/:key/trash`: tasks that were thrown away, and the way back for each. */
export const TrashPage = () => (
  <ProjectPage view={m.projects.trash} bar={<OtherPlaces />}>
    <Panel name={m.projects.trash} loading={<SkeletonRows />}>
      <TrashedTasks />
    </Panel>
  </ProjectPage>
)

/** Files have a trash of their own, among the files; the archive is a filter of the list. */
function OtherPlaces() {
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  return (
    <>
      <h2 className="font-strong mr-auto">{m.projects.trash}</h2>
      <Link
        to="/w/$workspace/p/$project/list"
        params={{ workspace, project }}
        search={{ q: 'is:archived' }}
        className={buttonClass({ kind: 'ghost' })}
      >
        <Archive aria-hidden />
        {trashWords().archived}
      </Link>
      <Link
        to="/w/$workspace/p/$project/files"
        params={{ workspace, project }}
        search={{ trash: true }}
        className={buttonClass({ kind: 'ghost' })}
      >
        <Paperclip aria-hidden />
        {trashWords().files}
      </Link>
    </>
  )
}

function TrashedTasks() {
  const { id: projectId, role } = useProject()
  const list = useSuspenseInfiniteQuery(trashOf(projectId))
  const tasks = list.data.pages.flat()
  if (tasks.length === 0)
    return (
      <EmptyState title={fileWords().trashNone} glyphs={<Trash2 />}>
        {trashWords().noneLead}
      </EmptyState>
    )
  return (
    <>
      <div className="flex flex-wrap items-center gap-2.5 min-h-(--row) px-5 pt-2 text-12 text-ink-3">
        <p className="flex-1">{canPurge(role) ? trashWords().ownLead : trashWords().lead}</p>
        {canPurge(role) && <EmptyButton />}
      </div>
      <ul aria-label={m.projects.trash} className="py-1">
        {tasks.map((task) => (
          <Row key={task.id} task={task} />
        ))}
      </ul>
      <MoreButton list={list} label={m.tasks.showMore} className="mx-5 mb-5" />
    </>
  )
}

function Row({ task }: { task: TrashedTask }) {
  const project = useProject()
  const { slug } = useWorkspace()
  const queryClient = useQueryClient()
  const restore = useMutation(
    trpc.task.tasks.restore.mutationOptions({
      onSuccess: () => toast({ text: m.tasks.restored(task.key) }),
      onError: (error) => toast({ tone: 'bad', text: reasonOf(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.task.pathFilter()),
    }),
  )
  return (
    <li className="flex items-center gap-2.5 min-h-(--row) max-md:min-h-13 mx-2 px-3 rounded-sm hover:bg-hover max-md:mx-0">
      <StatusIcon project={project} statusId={task.statusId} isDecorative />
      <span className="w-13.5 flex-none text-12 text-ink-3 nums whitespace-nowrap max-sm:hidden">
        {task.key}
      </span>
      <Link
        to="/w/$workspace/t/$key"
        params={{ workspace: slug, key: task.key }}
        search={{}}
        className="flex-1 cut font-title hover:underline underline-offset-3"
      >
        {task.title}
      </Link>
      {task.trashedAt && <Since at={task.trashedAt} />}
      {task.purgedAt && <Left until={task.purgedAt} />}
      {canEdit(project.role) && (
        <Button
          kind="line"
          aria-label={`${m.tasks.restore}: ${task.key}`}
          isBusy={restore.isPending}
          onClick={() => restore.mutate({ id: task.id })}
        >
          {!restore.isPending && <Undo2 aria-hidden />}
          <span className="max-sm:sr-only">{m.tasks.restore}</span>
        </Button>
      )}
      {canPurge(project.role) && <PurgeButton task={task} />}
    </li>
  )
}

function Since({ at }: { at: string }) {
  const { timeZone } = useMe()
  return (
    <time dateTime={at} className="text-12 text-ink-3 whitespace-nowrap nums max-md:hidden">
      {ago(at, timeZone)}
    </time>
  )
}

/** When it is deleted for good; the last three days stand out. */
function Left({ until }: { until: string }) {
  const { timeZone } = useMe()
  const days = Math.max(0, dayNumber(dayAt(until, timeZone)) - dayNumber(today(timeZone)))
  return (
    <time
      dateTime={until}
      className={clsx(
        'text-12 whitespace-nowrap nums',
        days <= 3 ? 'text-danger-ink' : 'text-ink-3',
      )}
    >
      {trashWords().purgedIn(days)}
    </time>
  )
}
