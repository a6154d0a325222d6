import { createHash } from 'node:crypto'
import { z } from 'zod'
import { writing } from '../acts.ts'
import { type Change, dueChange, rowsOf, tasksAt } from '../changes.ts'
import type { Project, Row } from '../client.ts'
import { projectNamed } from '../create.ts'
import { Failure } from '../failure.ts'
import { oneOf, personNamed, statusOf } from '../names.ts'
import type { Session } from '../session.ts'
import { viewsOf } from '../task-view.ts'
import { key, names, person, projectKey, task, tool, when } from './tool.ts'

const MANY_MAX = 1000
const KEYS_MAX = 100
/** Of what would be changed, or was. */
const SHOWN = 20

const wanted = z.object({
  status: z.string().min(1).max(40).optional(),
  priority: z.enum(['none', 'low', 'medium', 'high', 'urgent']).optional(),
  due: when.optional(),
  add_assignees: names(person).default([]),
  remove_assignees: names(person).default([]),
  add_labels: names('Names of labels').default([]),
  remove_labels: names('Names of labels').default([]),
})

export const bulkChange = tool({
  name: 'bulk_change',
  title: 'Change many tasks',
  description: `Gives up to ${MANY_MAX} tasks of a project the same values by one act: a status, or other fields, not both. Chosen by a filter, or by up to ${KEYS_MAX} keys. First call it as it is: a dry run changes nothing and answers how many tasks it means, the first ${SHOWN} and a plan. Then with dry_run false and that plan; where it means other tasks, another change, or a task was changed meanwhile, nothing is changed. All are changed or none.`,
  input: z.object({
    project: projectKey,
    filter: z.string().min(1).max(2000).optional(),
    keys: z.array(key).min(1).max(KEYS_MAX).optional(),
    change: wanted,
    dry_run: z.boolean().default(true),
    plan: z.string().max(100).optional().describe('What the dry run answered'),
  }),
  output: z.object({
    dry_run: z.boolean(),
    plan: z.string().optional(),
    count: z.number(),
    changed: z.number(),
    action_ids: z.array(z.string()),
    tasks: z.array(task),
  }),
  needs: ['tasks:write', 'tasks:read', 'projects:read'],
  isWrite: true,
  isDestructive: true,
  run: async (session, asked) => {
    const project = await session.project((await projectNamed(session, asked.project)).key)
    const [change, { ids, filter }] = await Promise.all([
      changeIn(session, project, asked.change),
      chosen(session, project, asked),
    ])
    const rows = await rowsOf(session, project.id, ids)
    const plan = planOf(ids, rows, change)
    const count = ids.length
    if (asked.dry_run)
      return {
        ...{ dry_run: true, plan, count, changed: 0, action_ids: [] },
        tasks: await viewsOf(session, rows.slice(0, SHOWN)),
      }
    // The plan is not told here: whoever gives one has looked.
    if (asked.plan !== plan)
      throw new Failure('refused', 'No dry run showed just this; nothing was changed.', {
        hints: ['Look again by a dry run, then give its plan.'],
      })
    if (count === 0) return { dry_run: false, count, changed: 0, action_ids: [], tasks: [] }
    const done = await writing(session, () =>
      session.client().trpc.task.tasks.changeMany.mutate({
        ...{ projectId: project.id, ids, change, filter },
      }),
    )
    const after = await rowsOf(session, project.id, ids.slice(0, SHOWN))
    return {
      ...{ dry_run: false, count, changed: done.changed, tasks: await viewsOf(session, after) },
      action_ids: done.actionId ? [done.actionId] : [],
    }
  },
})

/** Stands for what a dry run showed: which tasks, as they were, and what becomes of them. */
function planOf(ids: readonly string[], rows: readonly Row[], change: Change) {
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  const seen = ids.map((id) => `${id} ${versions.get(id) ?? ''}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([seen, change]))
    .digest('hex')
    .slice(0, 16)
}

interface Choice {
  readonly filter?: string
  readonly keys?: readonly string[]
}

async function chosen(session: Session, project: Project, { filter, keys }: Choice) {
  if ((filter === undefined) === (keys === undefined))
    throw new Failure('usage', 'Give either filter or keys.')
  if (keys) {
    const tasks = await tasksAt(session, keys)
    const other = tasks.find(({ projectId }) => projectId !== project.id)
    if (other) throw new Failure('usage', `${other.key} is not in ${project.key}.`)
    return { ids: tasks.map(({ id }) => id) }
  }
  const { day: today, timeZone } = await session.now()
  const asked = { q: filter, today, timeZone }
  const { trpc } = session.client()
  const found = await trpc.task.tasks.matching.query({ projectId: project.id, ...asked })
  if (found.isTooMany)
    throw new Failure(
      'refused',
      `The filter finds more than ${MANY_MAX} tasks; nothing was changed.`,
    )
  return { ids: found.ids, filter: asked }
}

async function changeIn(
  session: Session,
  project: Project,
  asked: z.infer<typeof wanted>,
): Promise<Change> {
  const { words } = session
  const [me, people] = await Promise.all([session.me(), session.people()])
  const persons = (some: string[]) => some.map((name) => personNamed(people, me.id, name, words))
  const labels = (some: string[]) =>
    some.map((name) => oneOf(project.labels, name, { words, kind: words.kinds.label }).id)
  const when = asked.due === undefined ? undefined : await dueChange(session, asked.due)
  const change: Change = {
    ...(asked.status && { statusId: statusOf(project, asked.status, words).id }),
    ...(asked.priority && { priority: asked.priority }),
    ...when,
    ...(asked.add_assignees.length > 0 && { addAssigneeIds: persons(asked.add_assignees) }),
    ...(asked.remove_assignees.length > 0 && {
      removeAssigneeIds: persons(asked.remove_assignees),
    }),
    ...(asked.add_labels.length > 0 && { addLabelIds: labels(asked.add_labels) }),
    ...(asked.remove_labels.length > 0 && { removeLabelIds: labels(asked.remove_labels) }),
  }
  const fields = Object.keys(change)
  if (fields.length === 0) throw new Failure('usage', 'The argument change says nothing.')
  if (change.statusId && fields.length > 1)
    throw new Failure('usage', 'A status is changed by itself: make two calls.')
  return change
}
