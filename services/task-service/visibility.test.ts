import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { projectOf, type Someone, type Started, startTaskService } from './people.ts'

let system: Started
let alice: Someone
let outsider: Someone
const people: Record<string, Someone> = {}

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  outsider = await system.person('Outsider')
  for (const name of ['Admin', 'Member', 'Viewer', 'Other']) {
    const someone = await system.person(name)
    await system.join(alice, someone, 'member')
    people[name] = someone
  }
})
afterAll(() => system.close())

const who = (name: string) => people[name] ?? outsider
const idOf = (name: string) => who(name).id

/** A private project of Alice with an admin, a member and a viewer. */
async function privateProject(key: string) {
  const { id: projectId } = await projectOf(alice, key, 'private')
  const { add } = alice.calls.members
  for (const [name, role] of [
    ['Admin', 'admin'],
    ['Member', 'member'],
    ['Viewer', 'viewer'],
  ] as const)
    await add.mutate({ projectId, userId: idOf(name), role })
  return projectId
}

const canRead = (someone: Someone, projectId: string) =>
  someone.calls.tasks.list.query({ projectId }).then(
    () => true,
    () => false,
  )

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => error.data?.code + (/role (\w+)$/.exec(error.message)?.[0] ?? ''),
  )

test('only an owner makes a project private, and does not lock themselves out', async () => {
  const { workspaceId } = alice
  const { id } = await projectOf({ ...who('Member'), workspaceId }, 'VIS')
  const other = who('Other')
  expect(await canRead(other, id)).toBe(true)
  await alice.calls.members.add.mutate({ projectId: id, userId: idOf('Admin'), role: 'admin' })
  const change = (someone: Someone, visibility: 'open' | 'private') =>
    codeOf(someone.calls.projects.update.mutate({ id, visibility }))
  expect(await change(who('Admin'), 'private')).toBe('FORBIDDENrole owner')
  expect(await change(alice, 'private')).toBe('OK')
  expect([await canRead(alice, id), await canRead(other, id)]).toEqual([true, false])
  expect(await change(alice, 'open')).toBe('OK')
  expect(await canRead(other, id)).toBe(true)
})

test('the live log tells exactly those who lost a project', async () => {
  const projectId = await privateProject('LOST')
  const { last } = await system.gateway.events.visible.query({ after: 0, userIds: [], limit: 1 })
  const [viewer, member, other] = [idOf('Viewer'), idOf('Member'), idOf('Other')]
  await alice.calls.members.remove.mutate({ projectId, userId: viewer })
  const userIds = [alice.id, viewer, member, other, outsider.id]
  const { events } = await system.gateway.events.visible.query({ after: last, userIds })
  expect(events.map(({ type, lostBy }) => [type, lostBy])).toEqual([
    ['project_member.removed', [viewer]],
  ])
  expect(events[0]?.viewers.sort()).toEqual([alice.id, member].sort())

  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'open' })
  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'private' })
  const later = await system.gateway.events.visible.query({ after: events[0]?.seq ?? 0, userIds })
  const closed = later.events.at(-1)
  expect(closed?.type).toBe('project.updated')
  expect(closed?.lostBy.sort()).toEqual([viewer, other].sort())
})
