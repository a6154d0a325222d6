import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { madeBy } from '../../account/made-by.ts'
import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { exact } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { fileWords } from '../../ui/file-words.ts'
import { sizeWords } from '../../ui/size-words.ts'
import { useReplayedTasks } from '../cache/pending-actions.ts'
import { useTaskAt } from '../detail/task-at.ts'
import { sideOf, sides } from '../relations/sides.ts'
import { shapeOf } from '../table/columns.ts'
import { projectKeyOf, type Task } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { useCellWords } from './cell-words.ts'
import { CommentsPart } from './comments-part.tsx'
import { PaperHead } from './paper-head.tsx'
import { printWords } from './print-words.ts'
import type { Said } from './said.ts'
import { TaskKey } from './task-key.tsx'

const route = getRouteApi('/signed-in/w/$workspace/t/$key')
const fields = ['status', 'priority', 'assignees', 'labels', 'start', 'due', 'estimate'] as const

/** A task with everything that its page shows. */
export function TaskPaper({ whole }: { whole?: Said }) {
  const { key } = route.useParams()
  const task = useTaskAt(key)
  const project = useProjectAt(projectKeyOf(task.key))
  const { nameOf } = usePeople()
  const { timeZone } = useMe()
  const wordOf = useCellWords(project)
  const words = printWords()
  const above = task.ancestors?.at(-1)
  return (
    <>
      <PaperHead
        above={project.name}
        title={`${task.key} ${task.title}`}
        facts={madeBy(nameOf(task.createdBy), task.createdByBot, (who) =>
          words.createdBy(who, exact(task.createdAt, timeZone)),
        )}
      />
      {task.trashedAt && <p className="paper-note">{m.tasks.inTrash}</p>}
      {above && <p className="paper-muted">{words.partOf(`${above.key} ${above.title}`)}</p>}
      <dl className="paper-fields">
        {fields
          .map((id) => ({ id, value: wordOf(task, id) }))
          .filter(({ value }) => value !== '')
          .map(({ id, value }) => (
            <div key={id}>
              <dt>{shapeOf(id).name()}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {task.description && (
        <Part title={m.tasks.description}>
          <TaskText text={task.description} />
        </Part>
      )}
      <Subtasks task={task} />
      <Relations task={task} />
      <Files task={task} />
      <CommentsPart task={task} whole={whole} />
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

function Subtasks({ task }: { task: Task }) {
  const project = useProjectAt(projectKeyOf(task.key))
  const wordOf = useCellWords(project)
  const { data } = useQuery(trpc.task.tasks.subtasks.queryOptions({ taskId: task.id }))
  const items = useReplayedTasks()(data?.items ?? [])
  if (items.length === 0) return null
  return (
    <Part title={m.tasks.subtasks}>
      <ul className="paper-parts">
        {items.map((item) => (
          <li key={item.id}>
            <span className="paper-key nums">
              <TaskKey of={item} />
            </span>
            <span>{item.title}</span>
            <span className="paper-muted">
              {(['assignees', 'due', 'status'] as const)
                .map((id) => wordOf(item, id))
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Relations({ task: { id: taskId } }: { task: Task }) {
  const { data = [] } = useQuery(trpc.task.relations.list.queryOptions({ taskId }))
  if (data.length === 0) return null
  return (
    <Part title={m.tasks.relations}>
      <ul className="paper-parts">
        {sides.flatMap(([side]) =>
          data
            .filter((one) => sideOf(one) === side)
            .map(({ id, task }) => (
              <li key={id}>
                <span className="paper-muted">{m.tasks.sides[side]}</span>
                <span className="paper-key nums">
                  <TaskKey of={task} />
                </span>
                <span>{task.title}</span>
              </li>
            )),
        )}
      </ul>
    </Part>
  )
}

function Files({ task: { projectId, id: taskId } }: { task: Task }) {
  const asked = { projectId, taskId, limit: FILES_MAX }
  const { data } = useQuery(trpc.file.files.list.queryOptions(asked))
  if (!data?.items.length) return null
  return (
    <Part title={fileWords().title}>
      <p>
        {data.items.map(({ name, sizeBytes }) => `${name} (${sizeWords(sizeBytes)})`).join(', ')}
      </p>
    </Part>
  )
}

/** As many as the page asks for: they are there. */
const FILES_MAX = 100
