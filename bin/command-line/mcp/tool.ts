import { z } from 'zod'
import type { Session } from '../session.ts'

export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  /** Without one of these scopes it is not offered. */
  readonly needs: readonly (
    | 'projects:read'
    | 'tasks:read'
    | 'tasks:write'
    | 'comments:read'
    | 'comments:write'
  )[]
  readonly isWrite: boolean
  readonly isDestructive?: boolean
  readonly run: (session: Session, asked: unknown) => Promise<object>
}

/** A tool whose `run` knows what its input is. */
export const tool = <Input extends z.ZodObject>({
  run,
  ...rest
}: Omit<Tool, 'run' | 'input'> & {
  readonly input: Input
  readonly run: (session: Session, asked: z.infer<Input>) => Promise<object>
}): Tool => ({ ...rest, run: (session, asked) => run(session, rest.input.parse(asked)) })

export const key = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{1,9}-[1-9]\d{0,8}$/)
  .describe('Key of a task, such as WEB-42')
export const projectKey = z
  .string()
  .min(1)
  .max(80)
  .describe('Key or name of a project, such as WEB')
/** When a task starts or is due. */
export const when = z
  .string()
  .min(1)
  .max(100)
  .describe('A day with or without a time: 2026-12-24, +3d, tomorrow 3pm, 내일 3시, or none')
export const names = (what: string) => z.array(z.string().min(1).max(80)).max(20).describe(what)
export const person = 'Names of people, or me'

/** A task as tools tell of it: `TaskView`. */
export const task = z.object({
  ...{ key: z.string(), title: z.string(), project: z.string() },
  ...{ status: z.string(), group: z.string(), priority: z.string() },
  ...{ dueDate: z.string().nullable(), dueTime: z.string().nullable() },
  ...{ dueAt: z.string().nullable(), startDate: z.string().nullable() },
  ...{ startTime: z.string().nullable(), startAt: z.string().nullable() },
  estimate: z.number().nullable(),
  ...{ assignees: z.array(z.string()), labels: z.array(z.string()) },
  isBlocked: z.boolean(),
  subtasks: z.object({ done: z.number(), all: z.number() }).nullable(),
  comments: z.number(),
  ...{ createdAt: z.string(), updatedAt: z.string() },
  ...{ completedAt: z.string().nullable(), archivedAt: z.string().nullable() },
  ...{ version: z.number(), id: z.string(), url: z.string() },
})

export const written = z.object({
  action_ids: z.array(z.string()).describe('What undo takes'),
  changed: z.number(),
  tasks: z.array(task),
})
