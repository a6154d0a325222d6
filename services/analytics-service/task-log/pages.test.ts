import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { PrismaClient } from '#db/analytics'
import { createPool, type Pool, prismaAdapter, transactionOptions } from '../../chassis/database.ts'
import type { LogRow } from '../../task-service/events.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../testing/database.ts'
import { groups } from '../contract.ts'
import { apply } from './projection.ts'
import { forgetAll } from './replay.ts'

let database: TemporaryDatabase
let pool: Pool
let db: PrismaClient<'query'>
let statements = 0
beforeAll(async () => {
  database = await temporaryDatabase('analytics')
  const { env } = database
  pool = createPool({ ...env, POSTGRES_PORT: Number(env.POSTGRES_PORT) }, '')
  const log = [{ emit: 'event', level: 'query' } as const]
  db = new PrismaClient({ adapter: prismaAdapter(pool), transactionOptions, log })
  db.$on('query', () => {
    statements += 1
  })
})
afterAll(async () => {
  await db.$disconnect()
  await pool.end()
  await database.close()
})

/** A small generator, so that a failure can be replayed by its seed. */
const seed = Date.now() % 1_000_000
let state = seed
const random = (below: number) => {
  state = (state * 48_271 + 11) % 2_147_483_647
  return state % below
}
const pick = <T>(from: readonly T[]): T => {
  const one = from[random(from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

interface Project {
  readonly id: string
  readonly workspaceId: string
  readonly statuses: { id: string; group: string }[]
}
interface Task {
  readonly id: string
  project: Project
  status: Project['statuses'][number]
}

/** A log of that many acts in random order: of tasks mostly, and of whatever gives and takes rights. */
function history(acts: number) {
  const events: LogRow[] = []
  const workspaces = [randomUUID(), randomUUID()]
  const people = Array.from({ length: 4 }, () => randomUUID())
  const projects: Project[] = []
  const tasks: Task[] = []
  let at = Date.now() - 90 * 86_400_000
  const say = (
    type: string,
    changes: LogRow['changes'],
    place: { workspaceId: string; projectId?: string; taskId?: string },
  ) => {
    at += random(3_600_000)
    events.push({
      ...{ seq: events.length + 1, projectId: null, taskId: null, actorId: null, via: 'api' },
      ...{ actionId: randomUUID(), at: new Date(at).toISOString(), type, changes, ...place },
    })
  }
  const inProject = ({ id: projectId, workspaceId }: Project) => ({ projectId, workspaceId })
  const ofTask = (task: Task) => ({ ...inProject(task.project), taskId: task.id })
  const addStatus = (project: Project, group: string) => {
    const status = { id: randomUUID(), group }
    project.statuses.push(status)
    const rank = project.statuses.length
    const changes = { id: status.id, name: `Status ${rank}`, group, rank }
    say('status.created', came(changes), inProject(project))
    return status
  }
  const addProject = () => {
    const project = { id: randomUUID(), workspaceId: pick(workspaces), statuses: [] }
    projects.push(project)
    const visibility = pick(['open', 'private'])
    say(
      'project.created',
      came({ key: 'KEY', name: 'Name', color: 'blue', visibility }),
      inProject(project),
    )
    for (const group of groups) addStatus(project, group)
  }
  const dueDate = () =>
    pick([null, new Date(at + random(20) * 86_400_000).toISOString().slice(0, 10)])
  const addTask = () => {
    const project = pick(projects)
    const task = { id: randomUUID(), project, status: pick(project.statuses) }
    tasks.push(task)
    const { id: statusId, group } = task.status
    const fields = {
      key: `KEY-${tasks.length}`,
      title: 'Title',
      statusId,
      group,
      dueDate: dueDate(),
    }
    const rest = { priority: 'none', assigneeIds: [], labelIds: [], completedAt: null }
    say('task.created', came({ ...fields, ...rest }), ofTask(task))
  }
  const move = (type: string) => {
    const task = pick(tasks)
    const to = pick(task.project.statuses)
    const { id, group } = task.status
    say(type, { statusId: [id, to.id], group: [group, to.group] }, ofTask(task))
    task.status = to
  }
  const acting: (() => void)[] = [
    ...Array.from({ length: 8 }, () => addTask),
    ...Array.from({ length: 8 }, () => () => move('task.moved')),
    () => move('task.closed'),
    () => move('task.reopened'),
    () => say('task.trashed', {}, ofTask(pick(tasks))),
    () => say('task.trashed', {}, ofTask(pick(tasks))),
    () => say('task.restored', {}, ofTask(pick(tasks))),
    () => say('task.updated', { dueDate: [null, dueDate()] }, ofTask(pick(tasks))),
    () => say('comment.created', { id: [null, randomUUID()] }, ofTask(pick(tasks))),
    addProject,
    // To another project.
    () => {
      const task = pick(tasks)
      const project = pick(projects)
      if (project.workspaceId !== task.project.workspaceId || project === task.project) return
      const [before, after] = [task.status, pick(project.statuses)]
      say('task.moved_out', { key: ['KEY', null] }, ofTask(task))
      const sides = {
        projectId: [task.project.id, project.id],
        key: ['KEY', `NEW-${events.length}`],
      }
      task.project = project
      task.status = after
      say(
        'task.moved_in',
        {
          ...{ projectId: pair(sides.projectId), key: pair(sides.key), rank: ['a', 'b'] },
          ...{ statusId: [before.id, after.id], group: [before.group, after.group] },
          completedAt: [null, null],
        },
        ofTask(task),
      )
    },
    // A status of its own that a task enters, leaves, and that goes.
    () => {
      const task = pick(tasks)
      const { status: before, project } = task
      const made = addStatus(project, pick(groups))
      const there = { statusId: [before.id, made.id], group: [before.group, made.group] }
      say('task.moved', { statusId: pair(there.statusId), group: pair(there.group) }, ofTask(task))
      say('status.updated', { id: [made.id, made.id], name: ['', 'Renamed'] }, inProject(project))
      const back = { statusId: [made.id, before.id], group: [made.group, before.group] }
      say('task.moved', { statusId: pair(back.statusId), group: pair(back.group) }, ofTask(task))
      project.statuses.pop()
      say('status.deleted', { id: [made.id, null] }, inProject(project))
    },
    // A status of another group, with the tasks in it, and the statuses in another order.
    () => {
      const status = pick(pick(projects).statuses)
      const project = projects.find(({ statuses }) => statuses.includes(status))
      if (!project) return
      const sides = [status.group, pick(groups)]
      const there = { id: [status.id, status.id], group: sides }
      say('status.updated', { id: pair(there.id), group: pair(sides) }, inProject(project))
      status.group = sides[1] ?? ''
      for (const task of tasks.filter((one) => one.status === status))
        say('task.moved', { statusId: pair(there.id), group: pair(sides) }, ofTask(task))
      const ids = project.statuses.map(({ id }) => id)
      say('statuses.ordered', { statusIds: [ids, ids.toReversed()] }, inProject(project))
    },
    () => say(pick(['project.archived', 'project.unarchived']), {}, inProject(pick(projects))),
    () =>
      say(
        'project.updated',
        { visibility: ['open', pick(['open', 'private'])] },
        inProject(pick(projects)),
      ),
    ...['suspended', 'resumed'].map((change) => () => {
      const userId = pick(people)
      say(
        `workspace_member.${change}`,
        { userId: [userId, userId] },
        { workspaceId: pick(workspaces) },
      )
    }),
    ...['workspace_member', 'project_member'].flatMap((whose) => {
      const place = () =>
        whose === 'project_member' ? inProject(pick(projects)) : { workspaceId: pick(workspaces) }
      return [
        () => say(`${whose}.added`, came({ userId: pick(people), role: 'member' }), place()),
        () => say(`${whose}.added`, came({ userId: pick(people), role: 'viewer' }), place()),
        () => {
          const userId = pick(people)
          say(`${whose}.removed`, { userId: [userId, null], role: ['member', null] }, place())
        },
      ]
    }),
  ]
  addProject()
  addTask()
  for (let act = 0; act < acts; act++) pick(acting)()
  return events
}

const pair = ([from, to]: string[]): [unknown, unknown] => [from, to]
const came = (fields: object): LogRow['changes'] =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [null, value]]))

/** Cut at random places, into pages of up to `most` events. */
function pagesOf(events: LogRow[], most: number) {
  const pages: LogRow[][] = []
  for (let at = 0; at < events.length; ) {
    const size = 1 + random(most)
    pages.push(events.slice(at, at + size))
    at += size
  }
  return pages
}

const applied = async (pages: LogRow[][]) => {
  for (const page of pages) await db.$transaction((tx) => apply(tx, page))
}

const kept = {
  Project: '"id", "workspaceId", visibility, archived',
  Member: '*',
  ProjectMember: '*',
  Status: '*',
  TaskFact: '*',
}
const counts = { StatusCount: 'tasks <> 0', QuarterCount: '(created, completed) <> (0, 0)' }

async function countsNow() {
  const found: Record<string, unknown[]> = {}
  for (const [table, isSome] of Object.entries(counts))
    found[table] = (
      await pool.query(`select * from "${table}" where ${isSome} order by 1, 2, 3`)
    ).rows
  return found
}

async function tablesNow() {
  const found: Record<string, unknown> = { seed, ...(await countsNow()) }
  for (const [table, columns] of Object.entries(kept))
    found[table] = (await pool.query(`select ${columns} from "${table}" order by 1, 2, 3`)).rows
  return found
}

test('a page means what its events mean one by one, and counts are those of the tasks', async () => {
  const events = history(600)
  await applied(events.map((event) => [event]))
  const wanted = await tablesNow()
  for (const table of ['TaskFact', 'StatusCount', 'QuarterCount'])
    expect([table, wanted[table]]).toEqual([table, expect.arrayContaining([expect.anything()])])
  for (const most of [1000, 60]) {
    await forgetAll(db)
    expect(Object.values(await countsNow()).flat()).toEqual([])
    await applied(most === 1000 ? [events] : pagesOf(events, most))
    expect(await tablesNow()).toEqual(wanted)
  }
  await pool.query('select recount_tasks()')
  expect(await tablesNow()).toEqual(wanted)

  // Whoever removes tasks: those in the trash count nothing, others one less.
  await pool.query(`delete from "TaskFact" where "trashedAt" is not null`)
  expect(await countsNow()).toEqual({
    StatusCount: wanted.StatusCount,
    QuarterCount: wanted.QuarterCount,
  })
  await pool.query(`delete from "TaskFact" where "dueDate" is null`)
  const left = await countsNow()
  await pool.query('select recount_tasks()')
  expect(await countsNow()).toEqual(left)
})

test('the statements of a page do not grow with its events', async () => {
  await forgetAll(db)
  const [first = [], second = []] = [history(10), history(500)]
  const counted = async (page: LogRow[]) => {
    const before = statements
    await applied([page])
    return statements - before
  }
  await counted(first)
  expect(await counted(second)).toBeLessThanOrEqual(20)
})
