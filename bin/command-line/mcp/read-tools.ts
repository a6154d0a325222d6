import { z } from 'zod'
import { listTasks } from '../commands/list.ts'
import { readShared } from '../commands/shared-tasks.ts'
import { readTask } from '../commands/task.ts'
import { projectNamed } from '../create.ts'
import { viewsOf } from '../task-view.ts'
import { key, projectKey, type Tool, task, tool } from './tool.ts'

const PROJECTS_MAX = 100
const TASKS_MAX = 100
/** Letters of a description and of a comment that are told; the whole stands at the address of the task. */
const DESCRIPTION_MAX = 8000
const COMMENT_MAX = 2000

const short = (text: string, max: number) =>
  [...text].length > max ? `${[...text].slice(0, max).join('')}…` : text

interface Found {
  readonly key: string
  readonly title: string
  readonly isArchived?: boolean
}

const comment = z.object({ id: z.string(), author: z.string(), at: z.string(), text: z.string() })

export const readTools: readonly Tool[] = [
  tool({
    name: 'list_projects',
    title: 'List projects',
    description: `Projects that the user sees, at most ${PROJECTS_MAX}. With project: its statuses, labels and people, at most 100 of each, by whose names other tools take them.`,
    input: z.object({ project: projectKey.optional() }),
    output: z.object({
      projects: z.array(
        z.object({
          ...{ key: z.string(), name: z.string(), role: z.string(), openTasks: z.number() },
          isArchived: z.boolean(),
          statuses: z.array(z.object({ name: z.string(), group: z.string() })).optional(),
          ...{ labels: z.array(z.string()).optional(), people: z.array(z.string()).optional() },
        }),
      ),
      hasMore: z.boolean(),
    }),
    needs: ['projects:read'],
    isWrite: false,
    run: async (session, { project: typed }) => {
      const all = typed ? [await projectNamed(session, typed)] : await session.projects()
      const [details, people] = typed
        ? await Promise.all([session.project(all[0]?.key ?? ''), session.people()])
        : []
      return {
        projects: all
          .slice(0, PROJECTS_MAX)
          .map(({ key: projectOf, name, role, openTasks, archivedAt }) => ({
            ...{ key: projectOf, name, role, openTasks, isArchived: archivedAt !== null },
            ...(details && {
              statuses: details.statuses.map((one) => ({ name: one.name, group: one.group })),
              labels: details.labels.slice(0, 100).map((one) => one.name),
              people: people?.slice(0, 100).map((one) => one.name),
            }),
          })),
        hasMore: all.length > PROJECTS_MAX,
      }
    },
  }),

  tool({
    name: 'search_tasks',
    title: 'Search tasks',
    description:
      'Tasks by key or words of the title in all projects, at most 20, and as many that the user was given alone, without their projects: isShared, read by get_shared_task.',
    input: z.object({ text: z.string().min(1).max(100) }),
    output: z.object({
      tasks: z.array(
        z.object({
          ...{ key: z.string(), title: z.string(), isArchived: z.boolean() },
          isShared: z.boolean(),
        }),
      ),
    }),
    needs: ['tasks:read'],
    isWrite: false,
    run: async (session, { text }) => {
      const { id: workspaceId } = await session.workspace()
      const found = await session.client().trpc.task.search.find.query({ workspaceId, text })
      const told = (isShared: boolean) => (one: Found) => ({
        ...{ key: one.key, title: one.title, isArchived: one.isArchived ?? false, isShared },
      })
      // An older server finds none of those that were given alone.
      return {
        tasks: [...found.tasks.map(told(false)), ...(found.shared ?? []).map(told(true))],
      }
    },
  }),

  tool({
    name: 'list_tasks',
    title: 'List tasks',
    description: `Tasks that a filter finds, in one project or in all (together by sort:, else project after project), at most ${TASKS_MAX}; hasMore says that there are others. Without a filter: open ones.`,
    input: z.object({
      filter: z.string().max(2000).default('status:open').describe('Such as assignee:me due<+7d'),
      project: projectKey.optional(),
      limit: z.number().int().min(1).max(TASKS_MAX).default(25),
    }),
    output: z.object({ tasks: z.array(task), hasMore: z.boolean() }),
    needs: ['tasks:read', 'projects:read'],
    isWrite: false,
    run: async (session, { filter, project, limit }) => {
      const { rows, hasMore } = await listTasks(session, { filter, project, limit })
      return { tasks: await viewsOf(session, rows), hasMore }
    },
  }),

  tool({
    name: 'get_task',
    title: 'Read a task',
    description: `A task with its description (at most ${DESCRIPTION_MAX} characters), subtasks and newest 20 comments (at most ${COMMENT_MAX} characters each).`,
    input: z.object({ key }),
    output: task.extend({
      description: z.string(),
      subtaskList: z.array(task),
      commentList: z.array(comment.extend({ isInternal: z.boolean() })),
      hasOlderComments: z.boolean(),
    }),
    needs: ['tasks:read', 'projects:read', 'comments:read'],
    isWrite: false,
    run: async (session, asked) => {
      const read = await readTask(session, [asked.key], 'get_task')
      return {
        ...read.view,
        description: short(read.task.description, DESCRIPTION_MAX),
        subtaskList: read.parts,
        commentList: read.comments.map((one) => ({ ...one, text: short(one.text, COMMENT_MAX) })),
        hasOlderComments: read.hasMore,
      }
    },
  }),

  tool({
    name: 'get_shared_task',
    title: 'Read a shared task',
    description: `A task that the user was given alone, without its project; it can only be read. Lengths as of get_task.`,
    input: z.object({ key }),
    output: z.object({
      ...{ key: z.string(), title: z.string(), description: z.string() },
      ...{ status: z.string(), group: z.string(), priority: z.string() },
      ...{ dueDate: z.string().nullable(), dueAt: z.string().nullable() },
      ...{ startDate: z.string().nullable(), startAt: z.string().nullable() },
      labels: z.array(z.string()),
      commentList: z.array(comment),
      hasOlderComments: z.boolean(),
    }),
    needs: ['tasks:read', 'comments:read'],
    isWrite: false,
    run: async (session, asked) => {
      const { task: one, comments, hasMore } = await readShared(session, asked.key)
      return {
        ...{ key: one.key, title: one.title, description: short(one.description, DESCRIPTION_MAX) },
        ...{ status: one.status.name, group: one.status.group, priority: one.priority },
        ...{ dueDate: one.dueDate, dueAt: one.dueAt },
        ...{ startDate: one.startDate, startAt: one.startAt },
        labels: one.labels.map(({ name }) => name),
        commentList: comments.map((said) => ({ ...said, text: short(said.text, COMMENT_MAX) })),
        hasOlderComments: hasMore,
      }
    },
  }),
]
