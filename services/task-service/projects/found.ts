import type { z } from 'zod'
import { botColumns, type Identity } from '../../chassis/identity.ts'
import { appError } from '../../chassis/trpc.ts'
import type { Actor } from '../access/access.ts'
import { type Group, type newProject, type priority, role } from '../contract.ts'
import { fresh, type Recording, type Tx } from '../events/event-log.ts'
import { rankOf } from '../tasks/ranks.ts'
import { defaultStatuses } from './statuses.ts'

interface Founding {
  readonly user: Actor
  /** Of whoever acts by an API token. */
  readonly identity: Pick<Identity, 'token'> | null
  readonly now: Date
}

/** Makes a project with its owner and first statuses. CONFLICT when its key is taken. */
export async function foundProject(
  tx: Tx,
  { user, now }: Founding,
  { locale, workspaceId, key, name, color, visibility, openRole }: z.output<typeof newProject>,
  record: Recording,
) {
  const [made] = await tx.project.createManyAndReturn({
    data: [
      { workspaceId, key, name, color, visibility, openRole, createdBy: user.id, createdAt: now },
    ],
    skipDuplicates: true,
    select: { id: true },
  })
  if (!made) throw keyTaken(key)
  const projectId = made.id
  const about = { projectId }
  const owner = { userId: user.id, role: role.enum.owner }
  await tx.projectMember.create({ data: { projectId, ...owner }, select: { role: true } })
  record('project.created', fresh({ key, name, color, visibility, openRole }), about)
  record('project_member.added', fresh(owner), about)
  const wanted = defaultStatuses(locale).map((status, rank) => ({ ...status, rank }))
  const rows = await tx.status.createManyAndReturn({
    data: wanted.map((status) => ({ ...status, projectId })),
    select: { id: true, rank: true },
  })
  const statuses = rows.flatMap(({ id, rank }) => {
    const status = wanted[rank]
    return status ? [{ id, ...status }] : []
  })
  for (const status of statuses) record('status.created', fresh(status), about)
  return { id: projectId, statuses }
}

/** The key, or with the least number that makes it free; nobody else founds a project meanwhile. */
export async function freeKey(tx: Tx, workspaceId: string, key: string) {
  const where = { workspaceId, key: { startsWith: key } }
  const taken = await tx.project.findMany({ where, select: { key: true } })
  const known = new Set(taken.map((project) => project.key))
  let free = key
  for (let nth = 2; known.has(free); nth += 1) free = `${key}${nth}`
  return free
}

/** A task of a project that is founded with some. */
export interface FirstTask {
  readonly title: string
  readonly description?: string
  readonly group: Group
  readonly priority?: z.output<typeof priority>
  /** It is the founder's. */
  readonly isMine?: boolean
}

interface Founded {
  readonly id: string
  readonly key: string
  readonly statuses: readonly { readonly id: string; readonly group: string }[]
}

/** Puts the first tasks into a project that was just founded. */
export async function fillProject(
  tx: Tx,
  { user, identity, now }: Founding,
  { id: projectId, key, statuses }: Founded,
  tasks: readonly FirstTask[],
  record: Recording,
) {
  const rows = tasks.map(
    ({ title, description = '', group, priority = 'none', isMine }, index) => ({
      group,
      data: {
        ...{ projectId, number: index + 1, rank: rankOf(index + 1), title, description, priority },
        statusId: statuses.find((status) => status.group === group)?.id ?? '',
        assigneeIds: isMine ? [user.id] : [],
        completedAt: group === 'completed' ? now : null,
        ...{ labelIds: [], createdBy: user.id, createdAt: now, updatedAt: now },
        ...botColumns(identity?.token),
      },
    }),
  )
  const made = await tx.task.createManyAndReturn({
    data: rows.map(({ data }) => data),
    select: { id: true, number: true },
  })
  await tx.project.update({
    where: { id: projectId },
    data: { lastNumber: rows.length },
    select: { id: true },
  })
  const idOf = new Map(made.map(({ id, number }) => [number, id]))
  for (const { group, data } of rows) {
    const { number, title, statusId, priority, assigneeIds, labelIds, completedAt } = data
    const changes = fresh({
      ...{ key: `${key}-${number}`, title, statusId, group, priority, dueDate: null },
      ...{ assigneeIds, labelIds, completedAt: completedAt?.toISOString() ?? null },
    })
    record('task.created', changes, { projectId, taskId: idOf.get(number) })
  }
}

const keyTaken = (key: string) =>
  appError('CONFLICT', `The key ${key} is taken; choose another`, {
    fields: { key: 'is taken' },
    issues: [{ path: 'key', code: 'taken' }],
  })
