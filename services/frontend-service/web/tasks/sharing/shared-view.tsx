import clsx from 'clsx'
import { m } from '../../messages.ts'
import { Panel } from '../../ui/panel.tsx'
import { useHoverCard } from '../hover-card/use-hover-card.tsx'
import { canComment } from '../rights.ts'
import type { SharedTask } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { SharedComments } from './shared-comments.tsx'
import { SharedComposer } from './shared-composer.tsx'
import { SharedFiles } from './shared-files.tsx'
import { SharedProperties } from './shared-properties.tsx'
import { sharingWords } from './sharing-words.ts'

interface Props {
  task: SharedTask
  /** A page has its properties beside it where there is room. */
  layout: 'page' | 'peek'
}

/** What a shared task says, its files, and what people said about it. */
export function SharedView({ task, layout }: Props) {
  const mayComment = canComment(task.role) && !task.isReadOnly
  const isPage = layout === 'page'
  const { handlers, card } = useHoverCard()
  return (
    <div className="top-down" {...handlers}>
      {task.isReadOnly && (
        <p className="mb-3 px-3 py-2 rounded-sm bg-warning-soft text-warning-ink font-medium">
          {sharingWords().readOnly}
        </p>
      )}
      <h1
        className={clsx(
          'font-strong tracking-[-.015em] wrap-anywhere text-20',
          isPage && 'lg:text-24',
        )}
      >
        {task.title}
      </h1>
      <div className={clsx('mt-3', isPage && 'lg:hidden')}>
        <SharedProperties task={task} />
      </div>
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
      {card}
    </div>
  )
}
