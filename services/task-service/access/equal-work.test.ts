import { afterAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { startHere } from '../../testing/host/start-here.ts'
import { steady } from '../../testing/steady.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, startTaskService } from '../testing/start-task-service.ts'

/** Texts of the statements that look at projects and what is in them, in the order in which the database got them. */
let statements: string[] = []
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...given: [unknown]) {
  const [asked] = given
  const text = typeof asked === 'string' ? asked : String((asked as { text?: string })?.text)
  // Followers of the log ask in between.
  if (/"(Project|ProjectAccess|Task|Comment)"|(project|task)_for_change/.test(text))
    statements.push(text)
  return Reflect.apply(query, this, given)
} as typeof query

const system = await startTaskService({}, {}, startHere)
afterAll(() => system.close())
const [alice, bob] = [await system.person('Alice'), await system.person('Bob')]
await system.join(alice, bob, 'member')

const missing = '01900000-0000-7000-8000-000000000000'

test('what is invisible costs the same statements as what is not there', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'SECRET', 'private')
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'Secret' })
  const { projects, tasks, members, comments, readers, taskGrants, sharedTasks } = bob.calls
  type Place = { projectId: string; taskId: string; key: string }
  const asked: Record<string, (place: Place) => Promise<unknown>> = {
    project: ({ key }) => projects.get.query({ workspaceId, key }),
    task: ({ key }) => tasks.get.query({ workspaceId, key: `${key}-1` }),
    list: ({ projectId }) => tasks.list.query({ projectId }),
    board: ({ projectId }) => tasks.board.query({ projectId }),
    trash: ({ projectId }) => tasks.trashed.query({ projectId }),
    members: ({ projectId }) => members.list.query({ projectId }),
    readers: ({ projectId }) => readers.ofProject.query({ projectId }),
    'readers of a task': ({ taskId }) => readers.ofTask.query({ taskId }),
    comments: ({ taskId }) => comments.list.query({ taskId }),
    create: ({ projectId }) => tasks.create.mutate({ projectId, title: 'x' }),
    change: ({ taskId: id }) => tasks.change.mutate({ id, version: 1, title: 'x' }),
    move: ({ taskId: id }) => tasks.move.mutate({ id, statusId: missing }),
    comment: ({ taskId }) => comments.create.mutate({ taskId, text: 'x' }),
    'a shared task': ({ key }) => sharedTasks.get.query({ workspaceId, key: `${key}-1` }),
    'who has a task alone': ({ taskId }) => taskGrants.list.query({ taskId }),
    share: ({ taskId }) => taskGrants.set.mutate({ taskId, userId: bob.id, role: 'viewer' }),
    'give up': ({ taskId }) => taskGrants.remove.mutate({ taskId, userId: bob.id }),
  }
  // Afterwards the feed of members has nothing new, and its follower nothing to ask.
  await refusalOf(tasks.list.query({ projectId: missing }))
  for (const [name, ask] of Object.entries(asked)) {
    const costOf = async (place: Place) => {
      statements = []
      expect([name, await refusalOf(ask(place))]).toMatchObject([name, { code: 'NOT_FOUND' }])
      return statements
    }
    const [invisible, absent] = await steady(async () => [
      await costOf({ projectId, taskId, key: 'SECRET' }),
      await costOf({ projectId: missing, taskId: missing, key: 'NONE' }),
    ])
    expect([name, invisible]).toEqual([name, absent])
  }
})

test('a key that is taken is refused in the same words, whoever may see the project', async () => {
  const { workspaceId } = alice
  await projectOf(alice, 'SEEN')
  await projectOf(alice, 'HIDDEN', 'private')
  const refused = async (key: string) => {
    const { message, fields } = await refusalOf(
      bob.calls.projects.create.mutate({ workspaceId, key, name: 'Mine' }),
    )
    return JSON.stringify({ message, fields }).replaceAll(key, '…')
  }
  expect(await refused('HIDDEN')).toBe(await refused('SEEN'))
  expect(await refused('HIDDEN')).not.toMatch(/project/)
})
