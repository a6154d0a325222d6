import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { rememberComment, writing } from '../acts.ts'
import { changeTasks, dueOf, partlyDone, startOf, tasksAt } from '../changes.ts'
import type { Project } from '../client.ts'
import { undoAct } from '../commands/undo.ts'
import { projectNamed } from '../create.ts'
import { editTask } from '../edit.ts'
import { oneOf, personNamed, statusOf } from '../names.ts'
import type { Session } from '../session.ts'
import { viewsOf } from '../task-view.ts'
import { bulkChange } from './bulk-change.ts'
import { key, names, person, projectKey, type Tool, task, tool, when, written } from './tool.ts'

const priority = z.enum(['none', 'low', 'medium', 'high', 'urgent'])
const title = z.string().min(1).max(200)
const description = z.string().max(20_000).describe('Markdown')
const estimate = z.number().min(0).max(1000).multipleOf(0.25)
const status = z.string().min(1).max(40).describe('Name of a status of the project')

const labelsOf = (project: Project, typed: readonly string[], { words }: Session) =>
  typed.map((name) => oneOf(project.labels, name, { words, kind: words.kinds.label }).id)

async function peopleOf(session: Session, typed: readonly string[]) {
  if (typed.length === 0) return []
  const [me, people] = await Promise.all([session.me(), session.people()])
  return typed.map((name) => personNamed(people, me.id, name, session.words))
}

export const writeTools: readonly Tool[] = [
  tool({
    name: 'create_task',
    title: 'Create a task',
    description:
      'Makes one task. Labels and people have to be there already: list_projects names those of a project.',
    input: z.object({
      ...{ project: projectKey, title, description: description.optional() },
      ...{ status: status.optional(), priority: priority.optional(), due: when.optional() },
      start: when.optional(),
      estimate: estimate.optional(),
      assignees: names(person).default([]),
      labels: names('Names of labels').default([]),
      parent: key.optional().describe('The task that it is part of'),
    }),
    output: z.object({ action_ids: z.array(z.string()), task }),
    needs: ['tasks:write', 'tasks:read', 'projects:read'],
    isWrite: true,
    run: async (session, asked) => {
      const project = await session.project((await projectNamed(session, asked.project)).key)
      const [assigneeIds, due, start, parents] = await Promise.all([
        peopleOf(session, asked.assignees),
        asked.due === undefined ? undefined : dueOf(session, {}, asked.due),
        asked.start === undefined ? undefined : startOf(session, {}, asked.start),
        asked.parent ? tasksAt(session, [asked.parent]) : [],
      ])
      const wanted = {
        ...{ projectId: project.id, title: asked.title, description: asked.description },
        ...{ priority: asked.priority, estimate: asked.estimate },
        statusId: asked.status && statusOf(project, asked.status, session.words).id,
        ...(due && { dueDate: due.dueDate, dueTime: due.dueTime ?? undefined }),
        startDate: start?.startDate ?? undefined,
        startTime: start?.startTime ?? undefined,
        ...{ assigneeIds, labelIds: labelsOf(project, asked.labels, session) },
        ...{ parentId: parents[0]?.id, idempotencyKey: randomUUID() },
      }
      const { actionId, ...row } = await writing(session, () =>
        session.client().trpc.task.tasks.create.mutate(wanted),
      )
      const [view] = await viewsOf(session, [row])
      return { action_ids: actionId ? [actionId] : [], task: view }
    },
  }),

  tool({
    name: 'update_task',
    title: 'Change a task',
    description:
      'Changes fields of one task; what is left out stays. A change that somebody made meanwhile is not written over: then nothing is changed, read the task again.',
    input: z.object({
      ...{ key, title: title.optional(), description: description.optional() },
      ...{ status: status.optional(), priority: priority.optional(), due: when.optional() },
      start: when.nullable().optional(),
      estimate: estimate.nullable().optional(),
      add_assignees: names(person).default([]),
      remove_assignees: names(person).default([]),
      add_labels: names('Names of labels').default([]),
      remove_labels: names('Names of labels').default([]),
    }),
    output: written,
    needs: ['tasks:write', 'tasks:read', 'projects:read'],
    isWrite: true,
    isDestructive: true,
    run: async (session, asked) => {
      const [before] = await tasksAt(session, [asked.key])
      if (!before) throw new Error('a key has a task')
      const project = await session.project(before.projectKey)
      const [added, removed] = await Promise.all([
        peopleOf(session, asked.add_assignees),
        peopleOf(session, asked.remove_assignees),
      ])
      const labels = [asked.add_labels, asked.remove_labels].map((some) =>
        labelsOf(project, some, session),
      )
      const [moreLabels = [], lessLabels = []] = labels
      const statusId = asked.status && statusOf(project, asked.status, session.words).id
      const due = asked.due === undefined ? undefined : await dueOf(session, before, asked.due)
      const start =
        asked.start === undefined
          ? undefined
          : await startOf(session, before, asked.start ?? 'none')
      const merged = (now: string[], more: string[], less: string[]) => [
        ...new Set([...now.filter((id) => !less.includes(id)), ...more]),
      ]
      const edited = await editTask(session, before, {
        ...(asked.title !== undefined && { title: asked.title }),
        ...(asked.description !== undefined && { description: asked.description }),
        ...(asked.priority && { priority: asked.priority }),
        ...(asked.estimate !== undefined && { estimate: asked.estimate }),
        ...start,
        ...due,
        ...(added.length + removed.length > 0 && {
          assigneeIds: merged(before.assigneeIds, added, removed),
        }),
        ...(moreLabels.length + lessLabels.length > 0 && {
          labelIds: merged(before.labelIds, moreLabels, lessLabels),
        }),
      })
      const moved = statusId
        ? await changeTasks(session, [before], () => ({ statusId })).catch((error: unknown) => {
            const fields = edited?.actionIds.map((id) => `${before.key} (${id})`) ?? []
            throw partlyDone(session, error, { place: 'status', before: fields })
          })
        : undefined
      const acts = [...(edited?.actionIds ?? []), ...(moved?.actionIds ?? [])]
      const tasks = (moved ?? edited)?.tasks ?? (await viewsOf(session, [before]))
      return { action_ids: acts, changed: acts.length > 0 ? 1 : 0, tasks }
    },
  }),

  tool({
    name: 'comment',
    title: 'Comment on a task',
    description: 'Adds a comment, in Markdown, in the name of the user.',
    input: z.object({
      key,
      text: z.string().min(1).max(10_000),
      internal: z.boolean().default(false).describe('Only for members and above, never guests'),
    }),
    output: z.object({ key: z.string(), id: z.string() }),
    needs: ['comments:write', 'tasks:read'],
    isWrite: true,
    run: async (session, asked) => {
      const [at] = await tasksAt(session, [asked.key])
      const said = await session.client().post(`/tasks/${at?.id}/comments`, {
        ...{ text: asked.text, isInternal: asked.internal },
      })
      await rememberComment(session)
      const made = z.object({ id: z.string() }).safeParse(said)
      return { key: at?.key ?? asked.key, id: made.data?.id ?? '' }
    },
  }),

  bulkChange,

  tool({
    name: 'undo',
    title: 'Undo an act',
    description:
      'Takes back an act of the user by its id, for 30 days. What others have changed since stays and is named in left. An undo is an act too.',
    input: z.object({ action_id: z.uuid(), dry_run: z.boolean().default(false) }),
    output: z.object({
      dry_run: z.boolean(),
      action_ids: z.array(z.string()),
      changed: z.number().nullable(),
      left: z.array(
        z.object({
          ...{ key: z.string().nullable(), field: z.string().nullable(), reason: z.string() },
        }),
      ),
    }),
    needs: ['tasks:write'],
    isWrite: true,
    isDestructive: true,
    run: async (session, { action_id: actionId, dry_run: isDry }) => {
      if (isDry) {
        const { trpc } = session.client()
        const { changed, left } = await trpc.task.actions.preview.query({ actionId })
        const told = left.slice(0, 100).map((one) => ({
          ...{ key: one.key, field: one.field, reason: one.reason },
        }))
        return { dry_run: true, action_ids: [], changed, left: told }
      }
      const done = await undoAct(session, actionId)
      return {
        dry_run: false,
        action_ids: done.actionId ? [done.actionId] : [],
        ...{ changed: done.changed, left: done.left.slice(0, 100) },
      }
    },
  }),
]
