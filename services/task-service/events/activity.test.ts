import { expect, test } from '@jest/globals'
import { whileNumbering } from '../testing/numbering.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob, gil, sue } = await startTaskTest({
  ...{ bob: 'member', gil: 'guest', sue: 'guest' },
})
const { workspaceId } = alice
const { members, projectTeams, taskGrants, tasks } = alice.calls

const told = async ({ calls }: Someone, projectId?: string) => {
  const place = projectId ? { workspaceId, projectId } : { workspaceId }
  const { items } = await calls.activity.list.query({ ...place, limit: 100 })
  return items.map(({ type, changes }) => ({ type, changes })).toReversed()
}
const event = (type: string, { id }: Someone, role: (string | null)[]) => ({
  type: `project_member.${type}`,
  changes: { userId: role.map((one) => one && id), role },
})

test('a project tells members who was added, got another role or went; guests only what concerns themselves', async () => {
  const { id: projectId } = await projectOf(alice, 'TELLS', 'private')
  const add = ({ id: userId }: Someone, role: 'viewer' | 'admin') =>
    members.add.mutate({ projectId, userId, role })
  await add(gil, 'viewer')
  await add(bob, 'viewer')
  await members.changeRole.mutate({ projectId, userId: bob.id, role: 'member' })
  await add(sue, 'admin')
  await members.remove.mutate({ projectId, userId: sue.id })
  const { id: teamId } = await alice.users.teams.create.mutate({ workspaceId, name: 'Design' })
  await alice.users.teams.addMember.mutate({ workspaceId, id: teamId, userId: bob.id })
  await system.gateway.access.catchUp.query()
  await projectTeams.set.mutate({ projectId, teamId, role: 'commenter' })

  const [founded, ...rest] = await told(bob, projectId)
  // That its founder owns it needs no words of its own.
  expect(founded).toMatchObject({ type: 'project.created' })
  expect(rest).toMatchObject([
    event('added', gil, [null, 'viewer']),
    event('added', bob, [null, 'viewer']),
    event('role_changed', bob, ['viewer', 'member']),
    event('added', sue, [null, 'admin']),
    event('removed', sue, ['admin', null]),
    { type: 'project_team.added' },
  ])
  expect(await told(gil, projectId)).toEqual([founded, event('added', gil, [null, 'viewer'])])
})

test('who has a task alone is told nothing of the people of its project', async () => {
  const { id: projectId } = await projectOf(alice, 'ALONE', 'private')
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'A task' })
  await taskGrants.set.mutate({ taskId, userId: sue.id, role: 'viewer' })
  await members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  for (const events of [await told(sue, projectId), await told(sue)]) expect(events).toEqual([])
})

test('a guest is not told to whom a project passed whose last owner left', async () => {
  const carol = await system.person('Carol')
  await system.join(alice, carol, 'member')
  const project = { workspaceId, key: 'HEIR', name: 'Heir', visibility: 'private' } as const
  const { id: projectId } = await carol.calls.projects.create.mutate(project)
  await carol.calls.members.add.mutate({ projectId, userId: gil.id, role: 'viewer' })
  await alice.users.members.remove.mutate({ workspaceId, userId: carol.id })
  await system.gateway.access.catchUp.query()
  const types = async (reader: Someone) => (await told(reader, projectId)).map(({ type }) => type)
  const first = ['project.created', 'project_member.added']
  expect(await types(gil)).toEqual(first)
  expect(await types(alice)).toContain('project.inherited')
})

test('what was done before somebody asks is in the log and on home, while somebody else numbers the log', async () => {
  const { id: projectId } = await projectOf(alice, 'BUSY')
  const place = { workspaceId, projectId, limit: 1 }
  const home = async () => {
    const here = { workspaceId, today: '2026-11-28', timeZone: 'UTC' }
    const context = { userId: bob.id }
    return (await system.gateway.home.get.query(here, { context })).activity
  }
  for (const [title, ask] of [
    ['On the list', () => bob.calls.activity.list.query(place)],
    ['On home', home],
  ] as const) {
    await tasks.create.mutate({ projectId, title })
    const { items } = await whileNumbering(system.rows, ask)
    expect(items[0]).toMatchObject({ type: 'task.created', taskTitle: title })
  }
})
