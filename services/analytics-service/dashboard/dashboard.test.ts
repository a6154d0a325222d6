import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type AnalyticsTeam, startAnalyticsTeam } from '../testing/analytics-team.ts'
import { expectedDashboard } from '../testing/dashboard-oracle.ts'

let team: AnalyticsTeam
let alice: Awaited<ReturnType<AnalyticsTeam['founder']>>
let now = Date.now() - 40 * 86_400_000
beforeAll(async () => {
  team = await startAnalyticsTeam()
  alice = await team.founder('Alice')
})
afterAll(() => team.close())

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

const projectOf = async (key: string, visibility: 'open' | 'private' = 'open') => {
  const { workspaceId } = alice
  return alice.tasks.projects.create.mutate({
    workspaceId,
    key,
    name: key,
    locale: 'en',
    visibility,
  })
}

/** Acts of a team in random order, hours apart, until now. */
async function liveThrough(
  project: Awaited<ReturnType<typeof projectOf>>,
  other: Awaited<ReturnType<typeof projectOf>>,
  acts: number,
) {
  const step = ((Date.now() - now) / acts) * 0.9
  const tasksNow = () => alice.at(new Date(now)).tasks
  const known: { id: string; version: number }[] = []
  const { id: projectId } = project
  for (let act = 0; act < acts; act++) {
    now += step * (0.5 + random(100) / 100)
    if (known.length < 8 || random(5) === 0) {
      const status = random(3) === 0 ? { statusId: pick(project.statuses).id } : {}
      const dueDate = new Date(now + (random(20) - 5) * 86_400_000).toISOString().slice(0, 10)
      const made = await tasksNow().create.mutate({
        projectId,
        title: `Task ${act}`,
        dueDate,
        ...status,
      })
      known.push(made)
      continue
    }
    const { id, version } = pick(known.slice(-12))
    const relocate = (from: string, to: string) =>
      alice
        .at(new Date(now))
        .relocations.create.mutate({ projectId: from, targetId: to, ids: [id] })
    const acted = [
      () => relocate(project.id, other.id),
      () => relocate(other.id, project.id),
      () => relocate(other.id, project.id),
      () => tasksNow().move.mutate({ id, statusId: pick(project.statuses).id }),
      () => tasksNow().move.mutate({ id, statusId: pick(project.statuses).id }),
      () => tasksNow().move.mutate({ id, statusId: pick(project.statuses).id }),
      () => tasksNow().close.mutate({ id }),
      () => tasksNow().close.mutate({ id }),
      () => tasksNow().close.mutate({ id }),
      () => tasksNow().reopen.mutate({ id }),
      () => tasksNow().trash.mutate({ id }),
      () => tasksNow().restore.mutate({ id }),
      () => tasksNow().restore.mutate({ id }),
      () => tasksNow().change.mutate({ id, version, title: `Renamed ${act}`, dueDate: null }),
    ]
    await pick(acted)().catch(() => null)
  }
  const started = project.statuses.find(({ group }) => group === 'started')?.id ?? ''
  for (const title of ['1', '2', '3', '4', '5', '6']) {
    const { id } = await tasksNow().create.mutate({ projectId, title, statusId: started })
    now += random(60_000)
    await tasksNow().close.mutate({ id })
  }
}

test('the dashboard equals what the log says, for any history, period and time zone', async () => {
  const project = await projectOf('WEB')
  const other = await projectOf('OTHER')
  await liveThrough(project, other, 160)
  await team.upToDate()
  const { workspaceId } = alice
  const same = { days: 84, timeZone: 'UTC' } as const
  const { asOf: _, ...there } = await team
    .dashboardOf(alice)
    .query({ workspaceId, projectId: other.id, ...same })
  expect({ seed, ...there }).toEqual({
    ...{ seed, ...(await expectedDashboard(team.log, { projectId: other.id, ...same })) },
  })
  for (const timeZone of ['Asia/Seoul', 'Asia/Calcutta', 'Pacific/Kiritimati', 'America/New_York'])
    for (const days of [7, 28, 84] as const) {
      const asked = { projectId: project.id, days, timeZone }
      const { asOf, ...figures } = await team.dashboardOf(alice).query({ workspaceId, ...asked })
      expect({ seed, ...figures }).toEqual({ seed, ...(await expectedDashboard(team.log, asked)) })
      expect(asOf).toEqual({
        at: expect.stringMatching(/Z$/),
        behindSeconds: expect.any(Number),
      })
    }
  const all = await team.dashboardOf(alice).query({ workspaceId, days: 84, timeZone: 'UTC' })
  expect(all.cycleTime.points.length).toBeGreaterThan(5)
})

test('percentiles of fewer than five tasks are not shown, the tasks are', async () => {
  const project = await projectOf('FEW')
  const { id: projectId, workspaceId } = project
  const { tasks } = alice.tasks
  const started = project.statuses.find(({ group }) => group === 'started')?.id ?? ''
  const finish = async (title: string) => {
    const { id } = await tasks.create.mutate({ projectId, title, statusId: started })
    await tasks.close.mutate({ id })
  }
  for (const title of ['1', '2', '3', '4']) await finish(title)
  const asked = { workspaceId, projectId, timeZone: 'Asia/Seoul' }
  await team.upToDate()
  const few = await team.dashboardOf(alice).query(asked)
  expect(few.cycleTime).toMatchObject({ count: 4, p50Hours: null, p85Hours: null })
  expect(few.cycleTime.points.map(({ key }) => key)).toEqual(['FEW-1', 'FEW-2', 'FEW-3', 'FEW-4'])
  await finish('5')
  await team.upToDate()
  const enough = await team.dashboardOf(alice).query(asked)
  expect(enough.cycleTime).toMatchObject({ count: 5, p50Hours: expect.any(Number) })
})

test('who has just joined sees the figures at once', async () => {
  const asked = { workspaceId: alice.workspaceId, days: 84, timeZone: 'UTC' } as const
  for (const name of ['Nina', 'Noah', 'Nora']) {
    const joined = await team.joined(alice, name, 'viewer')
    expect((await team.dashboardOf(joined).query(asked)).totals.open).toBeGreaterThan(0)
  }
})

test('a reader gets figures of what they may see, and nothing of the rest', async () => {
  const secret = await projectOf('SECRET', 'private')
  await alice.tasks.tasks.create.mutate({ projectId: secret.id, title: 'Hidden' })
  const viewer = await team.joined(alice, 'Vera', 'viewer')
  const guest = await team.joined(alice, 'Gil', 'guest')
  const outsider = await team.founder('Bob')
  await team.upToDate()
  const { workspaceId } = alice
  const asked = { workspaceId, days: 84, timeZone: 'UTC' } as const
  const openFor = async (who: { id: string }) =>
    (await team.dashboardOf(who).query(asked)).totals.open
  expect(await openFor(viewer)).toBe((await openFor(alice)) - 1)
  expect(await openFor(guest)).toBe(0)
  const refused = { data: { httpStatus: 404 } }
  await expect(openFor(outsider)).rejects.toMatchObject(refused)
  const hidden = { ...asked, projectId: secret.id }
  await expect(team.dashboardOf(viewer).query(hidden)).rejects.toMatchObject(refused)
  const summary = (userId: string) =>
    team.gateway().summary.get.query({ userId, workspaceId }, { context: {} })
  expect(await summary(alice.id)).toMatchObject({ openTasks: await openFor(alice) })
  expect(await summary(outsider.id)).toMatchObject({ openTasks: 0, completedThisWeek: 0 })
})

test('undoing a move or a reopening leaves a task completed on the day when it was', async () => {
  const { workspaceId, ...by } = alice
  const [from, to] = [await projectOf('HOME'), await projectOf('AWAY')]
  const { statuses, tasks, relocations, actions } = by.tasks
  const named = { name: 'Shipped' }
  const shipped = await statuses.create.mutate({ ...named, projectId: from.id, group: 'completed' })
  await statuses.create.mutate({ ...named, projectId: to.id, group: 'started' })
  const { id } = await tasks.create.mutate({ projectId: from.id, title: 'Task' })
  const day = new Date(Date.now() - 5 * 86_400_000)
  await by.at(day).tasks.move.mutate({ id, statusId: shipped.id })
  const undo = async (actionId: string | null) => {
    await actions.undo.mutate({ actionId: actionId ?? '' })
    expect(await tasks.get.query({ workspaceId, key: 'HOME-1' })).toMatchObject({
      completedAt: day.toISOString(),
    })
    await team.upToDate()
    const asked = { workspaceId, projectId: from.id, timeZone: 'UTC', days: 28 } as const
    const { perDay } = await team.dashboardOf(alice).query(asked)
    expect(perDay.filter(({ completed }) => completed > 0)).toMatchObject([
      { date: day.toISOString().slice(0, 10), completed: 1 },
    ])
  }
  const moved = { projectId: from.id, targetId: to.id, ids: [id] }
  await undo((await relocations.create.mutate(moved)).actionId)
  await undo((await tasks.reopen.mutate({ id })).actionId)
})
