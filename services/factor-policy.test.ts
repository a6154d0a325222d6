import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { newTokenOf, program } from './frontend-service/testing/api-token.ts'
import { doorsOf, furnished, settled } from './frontend-service/testing/doors.ts'
import { openStream } from './frontend-service/testing/open-stream.ts'
import { type Person, password } from './frontend-service/testing/people.ts'
import { restAt } from './frontend-service/testing/rest.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

const refused = { code: 'FORBIDDEN', httpStatus: 403, reason: 'factor_required' }

const system = sharedSystem()

/** A workspace whose owner has a second factor, with somebody who has none, a project and things in it. */
async function team() {
  const alice = await system.person('Alice')
  const app = await turnFactorOn(alice)
  return { alice, app, ...(await furnished(system, alice)) }
}

const require = ({ trpc }: Pick<Person, 'trpc'>, workspaceId: string, isRequired = true) =>
  trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired })

/** Why they are kept out. */
const reason = 'factor_required'

test('who has no second factor is kept out of everything of a workspace that asks for one, until they have it', async () => {
  const all = await team()
  const { alice, bob, workspaceId, projectId, fileId } = all
  const { token } = await newTokenOf(bob)
  const byToken = program(system.url, token)
  const rest = restAt(system.url, token)
  for (const [name, call] of Object.entries(doorsOf(bob, all)))
    expect([name, await call().then(() => 'done')]).toEqual([name, 'done'])
  expect(await alice.trpc.user.factorPolicy.get.query({ workspaceId })).toEqual({
    ...{ requiredSince: null, members: 2, withoutFactor: 1 },
  })
  const stream = openStream(bob, { workspaceId })
  await stream.connected

  await require(alice, workspaceId)
  // Nothing of theirs is written once it was acknowledged.
  const late = [
    bob.trpc.task.tasks.create.mutate({ projectId, title: 'Late' }),
    byToken.trpc.task.tasks.create.mutate({ projectId, title: 'Late' }),
  ]
  for (const call of late) expect(await refusalOf(call)).toMatchObject(refused)
  await stream.until(() => stream.events.some(({ type }) => type === 'gone'))
  expect(stream.events.at(-1)).toMatchObject({ type: 'gone', projectId: null })
  stream.stop()
  const again = openStream(bob, { workspaceId })
  await again.ended
  expect(again.answered.status).toBe(403)

  for (const by of [bob, byToken])
    for (const [name, call] of Object.entries(doorsOf(by, all)))
      expect([name, await settled(call, reason)]).toEqual([name, 'factor_required'])
  for (const path of [
    `GET /workspaces/${workspaceId}/projects`,
    `GET /projects/${projectId}/tasks`,
    `GET /workspaces/${workspaceId}/members`,
  ])
    expect(await rest(path)).toMatchObject({ status: 403, body: { reason: 'factor_required' } })
  for (const by of [bob, byToken]) {
    const download = await by.request(`/files/${fileId}/content`)
    expect([download.status, await download.text()]).toEqual([
      ...[403, expect.stringContaining('factor_required')],
    ])
  }
  const home = bob.trpc.gateway.home.get.query({ workspaceId, today: '2026-11-30' })
  expect(await refusalOf(home)).toMatchObject(refused)

  // Their account, and that there is such a workspace, they still see.
  expect(await bob.trpc.user.workspaces.list.query()).toMatchObject([
    { id: workspaceId, factorRequired: true, needsFactor: true },
  ])
  expect(await bob.trpc.gateway.sessions.list.query()).toHaveLength(1)
  expect(await alice.trpc.user.workspaces.list.query()).toMatchObject([
    { id: workspaceId, factorRequired: true, needsFactor: false },
  ])
  for (const [name, call] of Object.entries(doorsOf(alice, all)))
    if (name !== 'file: rename')
      expect([name, await call().then(() => 'done')]).toEqual([name, 'done'])

  // It opens in the session that there is.
  await turnFactorOn(bob)
  await bob.trpc.task.tasks.create.mutate({ projectId, title: 'Back' })
  for (const [name, call] of Object.entries(doorsOf(bob, all)))
    await pollUntil(() =>
      call().then(
        () => true,
        (error) => {
          if (error.data?.reason !== 'factor_required') throw new Error(name, { cause: error })
          return false
        },
      ),
    )
  expect((await bob.request(`/files/${fileId}/content`)).status).toBe(200)
  const { items } = await alice.trpc.user.audit.list.query({ workspaceId, limit: 100 })
  expect(items.find(({ kind }) => kind === 'factor_required')).toMatchObject({
    ...{ actor: { id: alice.id }, facts: { withoutFactor: 1 } },
  })
})

test('another workspace of the same person stays open, and what is not there is not blamed on the factor', async () => {
  const { alice, workspaceId } = await team()
  const carol = await system.person('Carol')
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  await carol.trpc.gateway.invitations.accept.mutate({ token })
  const own = { workspaceId: carol.workspaceId, key: 'OWN', name: 'Own' }
  await carol.trpc.task.projects.create.mutate(own)
  await require(alice, workspaceId)
  expect(
    await carol.trpc.task.projects.list.query({ workspaceId: carol.workspaceId }),
  ).toHaveLength(1)
  const projectId = '01900000-0000-7000-8000-000000000000'
  for (const call of [
    carol.trpc.task.tasks.list.query({ projectId }),
    carol.trpc.file.files.list.query({ projectId }),
    carol.trpc.user.members.list.query({ workspaceId: projectId }),
  ])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  // Private projects that they were never in do not come to light by it.
  const secret = { workspaceId, key: 'SECRET', name: 'Secret', visibility: 'private' as const }
  const { id } = await alice.trpc.task.projects.create.mutate(secret)
  expect(await refusalOf(carol.trpc.task.tasks.list.query({ projectId: id }))).toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('only an owner or admin who has a factor turns it on, with a fresh proof and by no token', async () => {
  const { alice, bob, workspaceId } = await team()
  expect(await refusalOf(require(bob, workspaceId))).toMatchObject({
    message: 'This needs the role admin',
  })
  await alice.trpc.user.members.changeRole.mutate({ workspaceId, userId: bob.id, role: 'admin' })
  expect(await refusalOf(require(bob, workspaceId))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'own_factor_first' },
  })
  const { token } = await newTokenOf(alice)
  expect(await refusalOf(require(program(system.url, token), workspaceId))).toMatchObject({
    reason: 'token',
  })
  const mallory = await system.person('Mallory')
  expect(await refusalOf(require(mallory, workspaceId))).toMatchObject({ code: 'NOT_FOUND' })
  await turnFactorOn(bob)
  await require(bob, workspaceId)
  await require(bob, workspaceId)
  const { items } = await alice.trpc.user.audit.list.query({ workspaceId, kind: 'factor_required' })
  expect(items).toHaveLength(1)
})

test('who takes their own factor away is kept out until they have one again, and nothing of theirs is lost', async () => {
  const { alice, bob, workspaceId, projectId } = await team()
  const app = await turnFactorOn(bob)
  const secret = { workspaceId, key: 'OWN', name: 'Own', visibility: 'private' as const }
  const { id: own } = await bob.trpc.task.projects.create.mutate(secret)
  await require(alice, workspaceId)
  await bob.trpc.task.tasks.list.query({ projectId })

  // What is on its way at that moment is done before, or not at all.
  const titles = Array.from({ length: 8 }, (_, nth) => `Race ${nth}`)
  const racing = titles.map((title) => bob.trpc.task.tasks.create.mutate({ projectId, title }))
  const off = bob.trpc.gateway.factor.turnOff.mutate({ password, code: app.codeOf(1) })
  const outcomes = await Promise.allSettled(racing)
  await off
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason.data).toMatchObject(refused)
  const count = async () =>
    (await alice.trpc.task.tasks.list.query({ projectId })).items.filter(({ title }) =>
      title.startsWith('Race'),
    ).length
  const done = await count()
  expect(done).toBe(outcomes.filter(({ status }) => status === 'fulfilled').length)
  const late = bob.trpc.task.tasks.create.mutate({ projectId, title: 'Race late' })
  expect(await refusalOf(late)).toMatchObject(refused)
  expect(await count()).toBe(done)

  await turnFactorOn(bob)
  await bob.trpc.task.tasks.create.mutate({ projectId: own, title: 'Still mine' })

  // An admin takes it away: their sessions end, and the next one finds the workspace closed.
  await alice.trpc.gateway.people.removeFactor.mutate({ workspaceId, userId: bob.id })
  await bob.trpc.gateway.session.signIn.mutate({ email: bob.email, password })
  expect(await refusalOf(bob.trpc.task.tasks.list.query({ projectId }))).toMatchObject(refused)

  // Turned off again, it opens for everybody.
  await require(alice, workspaceId, false)
  await bob.trpc.task.tasks.create.mutate({ projectId, title: 'Open again' })
  const { items } = await alice.trpc.user.audit.list.query({ workspaceId, kind: 'factor_optional' })
  expect(items).toMatchObject([{ facts: { withoutFactor: 1 } }])
})

test('who joins without a factor finds the workspace closed, can leave it, and comes back to it with one', async () => {
  const { alice, workspaceId, projectId } = await team()
  await require(alice, workspaceId)
  const dan = await system.colleague(alice, 'Dan')
  expect(await refusalOf(dan.trpc.task.tasks.list.query({ projectId }))).toMatchObject(refused)
  const { user } = dan.trpc
  const place = { workspaceId, userId: dan.id }
  expect(
    await refusalOf(user.members.changeRole.mutate({ ...place, role: 'viewer' })),
  ).toMatchObject(refused)
  await user.members.remove.mutate(place)
  expect(await user.workspaces.list.query()).toEqual([])
  await turnFactorOn(dan)
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  await dan.trpc.gateway.invitations.accept.mutate({ token })
  await dan.trpc.task.tasks.list.query({ projectId })
})

test('an admin without a factor reads no audit log, exports none, and manages nobody', async () => {
  const { alice, bob, workspaceId } = await team()
  await alice.trpc.user.members.changeRole.mutate({ workspaceId, userId: bob.id, role: 'owner' })
  const erin = await system.colleague(alice, 'Erin')
  await require(alice, workspaceId)
  const place = { workspaceId, userId: erin.id }
  for (const call of [
    bob.trpc.user.audit.list.query({ workspaceId }),
    bob.trpc.user.factorPolicy.get.query({ workspaceId }),
    bob.trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired: false }),
    bob.trpc.user.invitations.list.query({ workspaceId }),
    bob.trpc.user.invitations.create.mutate({ workspaceId, role: 'viewer' }),
    bob.trpc.user.members.remove.mutate(place),
    bob.trpc.user.workspaces.update.mutate({ id: workspaceId, name: 'Mine' }),
    bob.trpc.user.workspaces.delete.mutate({ id: workspaceId }),
    bob.trpc.gateway.people.disable.mutate(place),
    bob.trpc.gateway.people.withFactor.query({ workspaceId }),
  ])
    expect(await refusalOf(call)).toMatchObject(refused)
  const file = await bob.request(`/audit/${workspaceId}.csv`)
  expect(file.status).toBe(403)
})
