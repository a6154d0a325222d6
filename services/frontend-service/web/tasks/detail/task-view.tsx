import clsx from 'clsx'
import { useRef } from 'react'
import { madeBy } from '../../account/made-by.ts'
import { usePeople } from '../../account/people.ts'
import { useAgo } from '../../account/time.tsx'
import { FileStrip } from '../../files/file-strip.tsx'
import { useKeys } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { ArchivedBar } from '../../projects/archived-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ArchivedNote } from '../archive/archived-note.tsx'
import { useToggle } from '../change/toggle.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { useHoverCard } from '../hover-card/use-hover-card.tsx'
import { RelationsSection } from '../relations/relations-section.tsx'
import { canEdit } from '../rights.ts'
import { meansOpen } from '../rows/meant-row.ts'
import { Breadcrumb } from '../subtasks/breadcrumb.tsx'
import { SubtasksSection } from '../subtasks/subtasks-section.tsx'
import { projectKeyOf, type Task } from '../task.ts'
import { Composer } from './composer.tsx'
import { Description } from './description.tsx'
import { Discussion } from './discussion.tsx'
import { Properties } from './properties.tsx'
import { Title } from './title.tsx'

/** Everything about a task: one component for the peek, the page and the phone. */
export function TaskView({ task, layout }: { task: Task; layout: 'peek' | 'page' }) {
  const isPage = layout === 'page'
  const isEditable = canEdit(task.role) && !task.trashedAt
  const toggle = useToggle()
  const { handlers, card } = useHoverCard()
  const title = useRef<HTMLTextAreaElement>(null)
  // A row that has the focus is meant first.
  const onThis = (run: () => void) => () => isEditable && meansOpen(task.key) && run()
  useKeys({
    f: onThis(() => toggle(task)),
    e: onThis(() => {
      title.current?.focus()
      title.current?.setSelectionRange(-1, -1)
    }),
  })
  const properties = <Properties task={task} isEditable={isEditable} layout={layout} />
  return (
    <div
      className={clsx(isPage && 'lg:grid lg:grid-cols-[minmax(0,1fr)_304px] lg:min-h-full')}
      {...handlers}
    >
      <div className={clsx(isPage && 'px-4 pt-3 lg:px-14 lg:pt-7 pb-10')}>
        <div className={clsx('top-down', isPage && 'max-w-185 mx-auto')}>
          {task.projectArchivedAt && (
            <div className="-mx-1 mb-3 rounded-sm overflow-hidden">
              <ArchivedBar projectKey={projectKeyOf(task.key)} />
            </div>
          )}
          {task.archivedAt && !task.trashedAt && (
            <ArchivedNote task={task} isEditable={isEditable} />
          )}
          {task.trashedAt && (
            <p className="mb-3 px-3 py-2 rounded-sm bg-warning-soft text-warning-ink font-medium">
              {m.tasks.inTrash}
            </p>
          )}
          <Breadcrumb task={task} layout={layout} />
          <Title field={title} task={task} isEditable={isEditable} isLarge={isPage} />
          {isPage ? <div className="lg:hidden mt-3">{properties}</div> : properties}
          <Description task={task} isEditable={isEditable} />
          <Panel name={m.tasks.subtasks} loading={<PartsSkeleton />}>
            <SubtasksSection task={task} isEditable={isEditable} layout={layout} />
          </Panel>
          <Panel name={m.tasks.relations}>
            <RelationsSection task={task} isEditable={isEditable} layout={layout} />
          </Panel>
          <div className="mt-5">
            <FileStrip projectId={task.projectId} taskId={task.id} canUpload={isEditable} />
          </div>
          <Panel name={m.errors.parts.comments}>
            <Discussion task={task} />
          </Panel>
          {isPage && (
            <div className="max-lg:hidden mt-4">
              <Composer taskKey={task.key} isInline />
            </div>
          )}
        </div>
      </div>
      <FieldKeys tasks={[]} open={task} />
      {card}
      {isPage && (
        <div className="max-lg:hidden border-l border-line px-5 py-4.5">
          {properties}
          <Origin task={task} />
        </div>
      )}
    </div>
  )
}

/** In line with the words above it. */
const PartsSkeleton = () => (
  <div className="-mx-5 mt-3">
    <SkeletonRows count={3} />
  </div>
)

function Origin({ task }: { task: Task }) {
  const { nameOf } = usePeople()
  const when = useAgo(task.createdAt)
  const { createdBy, createdByBot } = task
  return (
    <p className="mt-4 pt-4 border-t border-line text-12 text-ink-3">
      {madeBy(nameOf(createdBy), createdByBot, (who) => m.tasks.createdBy(who, when))}
    </p>
  )
}
