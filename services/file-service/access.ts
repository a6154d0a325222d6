import { TRPCError } from '@trpc/server'
import type { Prisma, PrismaClient } from '#db/file'
import type { Deadline } from '../chassis/deadline.ts'
import { type Ask, suspensionAt, suspensionTold } from '../chassis/feed/suspension.ts'
import type { Identity } from '../chassis/identity.ts'
import { appError, notFound } from '../chassis/trpc.ts'
import { type Role, roles } from '../task-service/contract.ts'

export interface User {
  readonly id: string
}

/** What rights are asked about: a project, whatever project a task is in (or that very one), or a file is in. */
export type AccessTarget =
  | { readonly projectId: string; readonly taskId?: string }
  | { readonly projectId?: string; readonly taskId: string }
  | { readonly fileId: string }

export interface Asker {
  readonly user: User
  readonly requestId: string
  readonly deadline: Deadline
  readonly traceparent: string
  /** Says by which API token the user asks. */
  readonly identity: Pick<Identity, 'token'> | null
}

/** Asks about a place that we see no right for; true when the answer may have changed, `unknown` when nobody could say. */
export type RefreshAccess = (asker: Asker, place: AccessTarget) => Promise<boolean | 'unknown'>

/** Whether somebody still has a right in a project, as of now: false where task-service says no. */
export type ConfirmAccess = (asker: Asker, projectId: string) => Promise<boolean>

/** Asks whether a project is archived that we have not heard of; without an answer it is taken for open. */
export type Archived = (asker: Asker, projectId: string) => Promise<boolean>

/** Which of some tasks were given to somebody alone, as of now: task-service is asked each time, so nothing of it outlives a role
 *  that was taken away. Undefined when it cannot say. */
export type GivenTasks = (
  asker: Asker,
  taskIds: readonly string[],
) => Promise<readonly GivenTask[] | undefined>

/** A task, and the project that it is in: what is known here of where it is may be behind. */
interface GivenTask {
  readonly taskId: string
  readonly projectId: string
}

interface Asked extends Asker {
  readonly db: PrismaClient
  readonly refreshAccess: RefreshAccess
  readonly isArchived: Archived
}

/** The part of a query that keeps it inside the projects where `user` has at least the role. The rule itself is the
 *  view "ProjectAccess". */
export const visibleTo = ({ id: userId }: User, needed: Role = 'viewer') =>
  ({
    access: { some: { userId, role: { in: roles.slice(0, roles.indexOf(needed) + 1) } } },
  }) satisfies Prisma.ProjectWhereInput

/** The project of a place. NOT_FOUND when the user may not see it, FORBIDDEN when the role is too low. */
export async function projectOf(asked: Asked, place: AccessTarget, needed: Role = 'viewer') {
  const allowed = await found(asked, place, needed)
  if (allowed) return allowed
  if (await seen(asked, place, 'viewer'))
    throw new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })
  throw notFound()
}

/** The same for a change, which an archived project refuses. */
export async function writableProjectOf(asked: Asked, place: AccessTarget) {
  const project = await projectOf(asked, place, 'member')
  await refuseArchived(asked, project)
  return project
}

export async function refuseArchived(
  asked: Asker & Pick<Asked, 'isArchived'>,
  { id, archived }: { id: string; archived: boolean | null },
) {
  if (archived ?? (await asked.isArchived(asked, id)))
    throw appError('CONFLICT', 'This project is archived and read-only; an owner can reopen it', {
      reason: 'archived',
    })
}

/** A right given a moment ago may not have reached us: the second look comes after asking task-service. Without it what
 *  we know stands, and of what we do not know nobody can say that it is not there. */
async function found(asked: Asked, place: AccessTarget, needed: Role) {
  const known = await seen(asked, place, needed)
  if (known) return known
  const refreshed = await asked.refreshAccess(asked, place)
  if (refreshed === 'unknown' && !(await seen(asked, place, 'viewer')))
    throw appError('SERVICE_UNAVAILABLE', 'Who may see this cannot be told right now; try again', {
      retryAfterSeconds: 2,
    })
  return refreshed === true ? seen(asked, place, needed) : null
}

/** Whether somebody sees a place by what is known here. */
export const isSeen = async (asked: Pick<Asked, 'db' | 'user'>, place: AccessTarget) =>
  (await seen(asked, place, 'viewer')) !== null

const seen = ({ db, user }: Pick<Asked, 'db' | 'user'>, place: AccessTarget, needed: Role) =>
  db.project.findFirst({
    where: { ...at(place), AND: visibleTo(user, needed) },
    select: { id: true, archived: true },
  })

const askDatabase =
  ({ db }: { readonly db: PrismaClient }): Ask =>
  (sql, values) =>
    db.$queryRawUnsafe(sql, ...values)

/** What keeps somebody out of what these ids name, where that is nothing but a suspension. */
export const suspensionOf = (db: PrismaClient, { id }: User, ids: unknown) =>
  suspensionAt(askDatabase({ db }), projectsOf, id, ids)

/** An upload is its sender's alone until it has come. */
const projectsOf = `
  select "projectId" from "File" where id = any($2::uuid[]) and (state = 'ready' or "uploadedBy" = $1::uuid)
  union all select "projectId" from "TaskRef" where id = any($2::uuid[])`

export const suspension = suspensionTold(askDatabase, projectsOf)

function at(place: AccessTarget): Prisma.ProjectWhereInput {
  if ('fileId' in place) return { files: { some: { id: place.fileId } } }
  const { projectId, taskId } = place
  return { ...(projectId && { id: projectId }), ...(taskId && { tasks: { some: { id: taskId } } }) }
}
