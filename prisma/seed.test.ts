import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { processEnv } from '../services/chassis/env.ts'
import { pollUntil } from '../services/chassis/poll-until.ts'
import { openBrowser } from '../services/frontend-service/testing/browser.ts'
import { type System, startSystem } from '../services/frontend-service/testing/test-system.ts'
import { shared, tasks, views } from './demo/content.ts'
import { password, people, teams } from './demo/people.ts'
import { seed } from './seed.ts'

let system: System

beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

test('the demo workspace has a history that every screen can show', async () => {
  await seed({
    ...processEnv.parse({
      TASKMATE_ENV: 'test',
      PORT: 0,
      RAILS_MASTER_KEY: 'a master key for tests only',
    }),
    USER_SERVICE_URL: system.user.url,
    TASK_SERVICE_URL: system.task.url,
    FILE_SERVICE_URL: system.file.url,
  })
  const { trpc } = openBrowser(system.url)
  const { user } = await trpc.gateway.session.signIn.mutate({ email: people[0].email, password })
  expect(user?.name).toBe('김지은')
  const workspaceId = (await trpc.gateway.session.who.query())?.workspaces[0]?.id ?? ''
  const projects = await trpc.task.projects.list.query({ workspaceId })
  expect(projects.map(({ key }) => key)).toEqual(['WEB', 'APP', 'OPS'])

  const [web, app] = projects.map(({ id }) => id)
  const listed = await trpc.user.teams.list.query({ workspaceId })
  expect(listed.map(({ name, members }) => [name, members])).toEqual(
    teams.map(({ name, people: all }) => [name, all.length]).toReversed(),
  )
  const [platform] = listed
  const given = await trpc.task.projectTeams.list.query({ projectId: app ?? '' })
  expect(given).toMatchObject([{ teamId: platform?.id, role: 'admin', members: 2 }])
  const asked = { projectId: app ?? '', q: '"Sync drafts"' }
  const { items: named } = await trpc.task.tasks.list.query(asked)
  const watchers = await trpc.task.watchers.list.query({ taskId: named[0]?.id ?? '' })
  const { members } = await trpc.user.teams.get.query({ workspaceId, id: platform?.id ?? '' })
  expect(watchers).toEqual(expect.arrayContaining(members.map(({ userId }) => userId)))

  const of = (key: string) => tasks.filter(({ project }) => project === key)
  const { items } = await trpc.task.tasks.list.query({ projectId: web ?? '', limit: 100 })
  expect(items).toHaveLength(of('WEB').length)
  const saved = await trpc.task.views.list.query({ projectId: web ?? '' })
  expect(saved).toHaveLength(views.filter(({ project }) => project === 'WEB').length)
  const guest = openBrowser(system.url)
  const { email } = people.find(({ handle }) => handle === shared.with) ?? people[0]
  await guest.trpc.gateway.session.signIn.mutate({ email, password })
  const alone = await guest.trpc.task.sharedTasks.list.query({ workspaceId })
  expect(alone.items).toMatchObject([{ title: shared.task }])

  const now = new Date()
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
  const home = await trpc.gateway.home.get.query({ workspaceId, today })
  expect(home.tasks).toMatchObject({ state: 'ok' })
  if (home.tasks.state !== 'ok') return
  expect(home.tasks.overdue.length).toBeGreaterThan(0)
  expect(home.tasks.today.length).toBeGreaterThan(0)

  const figures = () =>
    trpc.analytics.dashboard.get.query({ workspaceId, days: 28, timeZone: 'Asia/Seoul' })
  const completedIn = ({ perDay }: Awaited<ReturnType<typeof figures>>) =>
    perDay.reduce((sum, day) => sum + day.completed, 0)
  const dashboard = await pollUntil(figures, { isEnough: (now) => completedIn(now) > 15 })
  expect(dashboard.cycleTime.p85Hours).toBeGreaterThan(dashboard.cycleTime.p50Hours ?? 0)
})
