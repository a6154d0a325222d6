import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { type Role, roles } from '../contract.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { oneOfEach, startTaskTest } from '../testing/task-test.ts'

const { system, alice, outsider, ...joined } = await startTaskTest(oneOfEach)
/** By role in Alice's workspace. */
const team: Record<string, Someone> = joined

const who = (role: string) => team[role] ?? outsider
const reasonOf = async (someone: Someone, projectId: string, userId: string) => {
  const { items } = await someone.calls.readers.ofProject.query({ projectId, userIds: [userId] })
  return items[0]
}

test('who is said to see a place, and as what, is who does, for each person and place', async () => {
  const everybody = [alice, outsider, ...Object.values(team)]
  let nth = 0
  for (const visibility of ['open', 'private'] as const)
    for (const shift of [0, 1, 2, 3, 4]) {
      nth += 1
      const { id: projectId } = await projectOf(alice, `P${nth}`, visibility)
      const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })
      // Each person has another role than in the last place, and one of them has none.
      for (const [index, { id: userId }] of Object.values(team).entries()) {
        const role = [...roles, undefined][(index + shift) % 6]
        if (role) await alice.calls.members.add.mutate({ projectId, userId, role })
      }
      const { items, total } = await alice.calls.readers.ofProject.query({ projectId })
      expect(total).toBe(items.length)
      const said = new Map(items.map(({ userId, role }) => [userId, role]))
      for (const person of everybody) {
        const about = [visibility, shift, person.name]
        const answer = await system.gateway.access.role.query({ userId: person.id, projectId })
        expect([...about, said.get(person.id) ?? null]).toEqual([...about, answer?.role ?? null])
        const { reads } = await person.calls.tasks.list.query({ projectId }).then(
          () => ({ reads: true }),
          () => ({ reads: false }),
        )
        expect([...about, said.has(person.id)]).toEqual([...about, reads])
      }
      const ofTask = await alice.calls.readers.ofTask.query({ taskId })
      expect(ofTask.items).toEqual(items)
      // The stronger reason decides, and there always is one.
      for (const { role, own, byWorkspace } of items) {
        const given = [own?.role, byWorkspace].flatMap((one) => one ?? [])
        const [strongest] = given.toSorted(
          (one, other) => roles.indexOf(one) - roles.indexOf(other),
        )
        expect(strongest).toBe(role)
      }
    }
})

test('each reason is what the log knows: who founded, added, or gave another role, and when', async () => {
  const { id: projectId } = await projectOf(alice, 'WHY', 'private')
  const [admin, member] = [who('admin'), who('member')]
  const added = (role: Role) => ({ role, byId: alice.id, at: expect.any(String), how: 'added' })
  await alice.calls.members.add.mutate({ projectId, userId: admin.id, role: 'admin' })
  await admin.calls.members.add.mutate({ projectId, userId: member.id, role: 'viewer' })
  expect(await reasonOf(member, projectId, alice.id)).toMatchObject({
    own: { ...added('owner'), how: 'founded' },
    byWorkspace: null,
  })
  expect(await reasonOf(member, projectId, admin.id)).toMatchObject({ own: added('admin') })
  expect(await reasonOf(member, projectId, member.id)).toMatchObject({
    ...{ role: 'viewer', own: { ...added('viewer'), byId: admin.id } },
  })
  await alice.calls.members.changeRole.mutate({ projectId, userId: member.id, role: 'member' })
  await alice.calls.projects.update.mutate({ id: projectId, visibility: 'open' })
  expect(await reasonOf(member, projectId, member.id)).toMatchObject({
    ...{ own: { ...added('member'), how: 'changed' }, byWorkspace: 'member' },
  })
  // In an open project the workspace's own admins are no weaker than they are there.
  expect(await reasonOf(member, projectId, who('viewer').id)).toMatchObject({
    ...{ role: 'viewer', own: null, byWorkspace: 'viewer', isGuest: false },
  })
  expect(await reasonOf(member, projectId, who('guest').id)).toBeUndefined()
})

test('a guest is told of themselves and of whom they meet there, and by nobody else', async () => {
  const { id: projectId } = await projectOf(alice, 'MET')
  const [guest, admin, viewer] = [who('guest'), who('admin'), who('viewer')]
  await admin.calls.members.add.mutate({ projectId, userId: guest.id, role: 'viewer' })
  const seen = async () => {
    const { items, total } = await guest.calls.readers.ofProject.query({ projectId })
    expect(total).toBe(items.length)
    return items.map(({ userId }) => userId).sort()
  }
  expect(await seen()).toEqual([alice.id, guest.id].sort())
  expect(await reasonOf(guest, projectId, guest.id)).toMatchObject({
    ...{ isGuest: true, own: { role: 'viewer', byId: null, how: 'added' }, byWorkspace: null },
  })
  const { id: taskId } = await alice.calls.tasks.create.mutate({
    ...{ projectId, title: 'A task', assigneeIds: [viewer.id] },
  })
  await admin.calls.comments.create.mutate({ taskId, text: 'Hello' })
  expect(await seen()).toEqual([alice.id, admin.id, guest.id, viewer.id].sort())
  expect(await reasonOf(guest, projectId, guest.id)).toMatchObject({ own: { byId: admin.id } })
  expect(await reasonOf(guest, projectId, who('member').id)).toBeUndefined()
})

test('whoever does not see a place is told of nobody', async () => {
  const { id: projectId } = await projectOf(alice, 'GONE', 'private')
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })
  for (const { calls } of [outsider, who('admin'), who('guest')]) {
    expect(await refusalOf(calls.readers.ofProject.query({ projectId }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await refusalOf(calls.readers.ofTask.query({ taskId }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  }
})

test('pages bring everybody once, strongest first, and disabled accounts are on none', async () => {
  const { id: projectId } = await projectOf(alice, 'PAGE')
  const all = await alice.calls.readers.ofProject.query({ projectId })
  const found: typeof all.items = []
  let cursor: string | undefined
  do {
    const page = await alice.calls.readers.ofProject.query({ projectId, limit: 2, cursor })
    expect([page.total, page.items.length <= 2]).toEqual([5, true])
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(found).toEqual(all.items)
  expect(found.map(({ role }) => role)).toEqual(['owner', 'admin', 'member', 'commenter', 'viewer'])
  expect(
    await refusalOf(alice.calls.readers.ofProject.query({ projectId, cursor: 'owner.x' })),
  ).toMatchObject({ code: 'BAD_REQUEST', fields: { cursor: 'is not a cursor of this list' } })

  const { workspaceId } = alice
  const { token } = await alice.users.invitations.create.mutate({ workspaceId, role: 'member' })
  const { id: userId } = await system.person('Other', { invitation: token })
  const isThere = async () => Boolean(await reasonOf(alice, projectId, userId))
  await pollUntil(isThere)
  const context = { userId: alice.id, requestId: 'request-disable' }
  await system.users.gateway.disabling.disable.mutate({ workspaceId, userId }, { context })
  await pollUntil(async () => !(await isThere()))
})

test('what a change is said to mean is what it does, for visibility, what everybody may do, roles and who is taken out', async () => {
  const { id: projectId } = await projectOf(alice, 'IF')
  const { projects, members, readers } = alice.calls
  const rolesNow = async () => {
    const { items } = await readers.ofProject.query({ projectId })
    return new Map(items.map((one) => [one.userId, one.role]))
  }
  type Said = Awaited<ReturnType<typeof readers.ifMember.query>>
  const equals = async (said: Said, act: (announced: string) => Promise<unknown>) => {
    const before = await rolesNow()
    // Asking changed nothing, and giving the mark back with the change is enough.
    await act(said.mark)
    const after = await rolesNow()
    const effects = [...new Set([...before.keys(), ...after.keys()])].flatMap((userId) => {
      const [was, is] = [before.get(userId) ?? null, after.get(userId) ?? null]
      return was === is ? [] : [{ userId, before: was, after: is }]
    })
    const kinds = {
      gained: effects.filter((one) => !one.before),
      lost: effects.filter((one) => !one.after),
      changed: effects.filter((one) => one.before && one.after),
    }
    for (const kind of ['gained', 'lost', 'changed'] as const) {
      expect([kind, said[kind].total]).toEqual([kind, kinds[kind].length])
      expect(new Set(said[kind].people)).toEqual(new Set(kinds[kind]))
    }
    return effects.length
  }
  const see = async (visibility: 'open' | 'private') =>
    equals(await readers.ifVisibility.query({ projectId, visibility }), (announced) =>
      projects.update.mutate({ id: projectId, visibility, announced }),
    )
  const give = async (openRole: Role) =>
    equals(await readers.ifVisibility.query({ projectId, openRole }), (announced) =>
      projects.update.mutate({ id: projectId, openRole, announced }),
    )
  const have = async (userId: string, role: Role) =>
    equals(await readers.ifMember.query({ projectId, userId, role }), (announced) =>
      members.changeRole.mutate({ projectId, userId, role, announced }),
    )
  const leave = async (userId: string) =>
    equals(await readers.ifMember.query({ projectId, userId }), (announced) =>
      members.remove.mutate({ projectId, userId, announced }),
    )
  for (const role of ['viewer', 'guest'])
    await members.add.mutate({ projectId, userId: who(role).id, role: 'member' })
  let count = await see('open')
  expect(count).toBe(0)
  // Weaker than by the workspace, a role of one's own does not count.
  count += await have(who('viewer').id, 'commenter')
  expect(await give('owner')).toBe(0)
  count += await give('viewer')
  count += await give('commenter')
  count += await see('private')
  expect(await give('member')).toBe(0)
  count += await have(who('viewer').id, 'admin')
  count += await leave(who('guest').id)
  count += await see('open')
  count += await leave(who('viewer').id)
  expect(count).toBeGreaterThan(9)
})

test('a change that means something else by now than was announced is refused, and nothing is done', async () => {
  const { id: projectId } = await projectOf(alice, 'LATE')
  const { projects, members, readers } = alice.calls
  const { mark } = await readers.ifVisibility.query({ projectId, visibility: 'private' })
  await members.add.mutate({ projectId, userId: who('member').id, role: 'member' })
  const refusal = { code: 'CONFLICT', reason: 'announced' }
  const change = { id: projectId, visibility: 'private', announced: mark } as const
  expect(await refusalOf(projects.update.mutate(change))).toMatchObject(refusal)
  const member = { projectId, userId: who('member').id }
  expect(await refusalOf(members.remove.mutate({ ...member, announced: mark }))).toMatchObject(
    refusal,
  )
  const { visibility, items } = await readers.ofProject.query({ projectId })
  expect([visibility, items.length]).toEqual(['open', 5])
  // The same change in another room, asked for anew, is done.
  const again = await readers.ifVisibility.query({ projectId, visibility: 'private' })
  await projects.update.mutate({ ...change, announced: again.mark })
  expect(await reasonOf(alice, projectId, who('admin').id)).toBeUndefined()
})

test('what a change would mean is said to who may make it, and to a guest of those whom they meet', async () => {
  const { id: projectId } = await projectOf(alice, 'MAY')
  const ask = ({ calls }: Someone) =>
    calls.readers.ifVisibility.query({ projectId, visibility: 'private' })
  const askRole = ({ calls }: Someone) =>
    calls.readers.ifMember.query({ projectId, userId: alice.id, role: 'viewer' })
  for (const [role, ...codes] of [
    ['admin', 'FORBIDDEN', undefined],
    ['member', 'FORBIDDEN', 'FORBIDDEN'],
    ['guest', 'NOT_FOUND', 'NOT_FOUND'],
  ] as const)
    for (const [nth, asked] of [ask, askRole].entries()) {
      const refused = await asked(who(role)).then(
        () => undefined,
        (error) => error.data?.code,
      )
      expect([role, nth, refused]).toEqual([role, nth, codes[nth]])
    }
  const guest = who('guest')
  await alice.calls.members.add.mutate({ projectId, userId: guest.id, role: 'owner' })
  expect((await ask(alice)).lost.total).toBeGreaterThan(2)
  expect((await ask(guest)).lost).toEqual({ total: 0, people: [] })

  // Nothing that they are given back tells of the others, or changes with them.
  const isThere = async ({ id: userId }: { id: string }) =>
    (await guest.calls.readers.ifMember.query({ projectId, userId, role: 'admin' })).mark
  expect(await isThere(who('member'))).toBe(await isThere(outsider))
  const { mark } = await ask(guest)
  const late = await system.person('Late')
  await system.join(alice, late, 'member')
  await late.calls.projects.list.query({ workspaceId: alice.workspaceId })
  expect((await ask(guest)).mark).toBe(mark)
  const change = { id: projectId, visibility: 'private', announced: mark } as const
  expect(await guest.calls.projects.update.mutate(change)).toMatchObject({ visibility: 'private' })
})
