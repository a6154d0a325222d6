import { expect, test } from '@jest/globals'
import type { AnyTRPCProcedure } from '@trpc/server'
import { browserRouter, serviceRouter } from '../router.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, carol } = await startTaskTest({ carol: 'member' })

const EACH = 4

/** Everything a person can do that changes something, `nth` of EACH, in a project where they are an owner. */
interface Acts {
  [path: string]: (nth: number) => Promise<unknown>
}

const mutations = [serviceRouter, browserRouter]
  .flatMap(({ _def }) =>
    Object.entries(_def.procedures as unknown as Record<string, AnyTRPCProcedure>),
  )
  .filter(([, { _def }]) => _def.type === 'mutation')
  .map(([path]) => path)

let made = 0

/** A new project of Alice with Bob as its second owner, filled, and what Bob does there. */
async function filled(bob: Someone) {
  made += 1
  const { id: projectId, statuses } = await projectOf(alice, `REV${made}`, 'private')
  const other = await projectOf({ ...bob, workspaceId: alice.workspaceId }, `ELSE${made}`)
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'owner' })
  const { tasks, comments, relations, labels, views, webhooks } = bob.calls
  const { statuses: settings, projects, members, projectTeams, taskGrants } = bob.calls
  const { workspaceId } = alice
  const { id: teamId } = await alice.users.teams.create.mutate({
    ...{ workspaceId, name: `Team ${made}` },
  })
  await alice.users.teams.addMember.mutate({ workspaceId, id: teamId, userId: carol.id })
  const each = <T>(make: (nth: number) => Promise<T>) =>
    Promise.all(Array.from({ length: EACH }, (_, nth) => make(nth)))
  const task = () => each((nth) => tasks.create.mutate({ projectId, title: `Task ${nth}` }))
  const [
    changed,
    moved,
    closed,
    reopened,
    trashed,
    restored,
    purged,
    emptied,
    many,
    pasted,
    undone,
    relocated,
  ] = [
    ...[await task(), await task(), await task()],
    ...[await task(), await task(), await task()],
    ...[await task(), await task()],
    ...[await task(), await task(), await task(), await task()],
  ]
  const taskId = changed?.[0]?.id ?? ''
  const comment = () => each(() => comments.create.mutate({ taskId, text: 'A comment' }))
  const [edited, deleted] = [await comment(), await comment()]
  const label = (word: string) =>
    each((nth) => labels.create.mutate({ projectId, name: `${word} ${nth}`, color: 'red' }))
  const [renamed, dropped] = [await label('Renamed'), await label('Dropped')]
  const shared = { projectId, kind: 'list', scope: 'project', q: '' } as const
  const view = (word: string) =>
    each((nth) => views.create.mutate({ ...shared, name: `${word} ${nth}` }))
  const [filtered, forgotten] = [await view('Filtered'), await view('Forgotten')]
  const told = { projectId, url: 'https://example.com/hook', types: ['task.created' as const] }
  const webhook = () => each(() => webhooks.create.mutate(told))
  const [kept, unhooked] = [await webhook(), await webhook()]
  await system.rows.query(
    `insert into "WebhookDelivery" (id, "webhookId", type, status) select id, id, 'webhook.test', 'parked' from "Webhook" where "projectId" = $1`,
    [projectId],
  )
  const status = (word: string) =>
    each((nth) => settings.create.mutate({ projectId, name: `${word} ${nth}`, group: 'started' }))
  const [called, ended] = [await status('Called'), await status('Ended')]
  await each((nth) => tasks.close.mutate({ id: reopened?.[nth]?.id ?? '' }))
  for (const some of [restored, purged, emptied])
    await each((nth) => tasks.trash.mutate({ id: some?.[nth]?.id ?? '' }))
  const linked = await each((nth) =>
    relations.create.mutate({ taskId, otherId: closed?.[nth]?.id ?? '', kind: 'blocks' }),
  )
  const targetId = statuses.find(({ group }) => group === 'started')?.id ?? ''
  const idOf = (row: { id: string }[] | undefined, nth: number) => ({ id: row?.[nth]?.id ?? '' })

  const acts: Acts = {
    'tasks.create': (nth) =>
      tasks.create.mutate({
        ...{ projectId, title: 'New' },
        ...(nth % 2 && { idempotencyKey: `${projectId}${nth}` }),
      }),
    'tasks.createMany': (nth) =>
      tasks.createMany.mutate({
        ...{ projectId, tasks: [{ title: 'New' }, { title: 'Part', parent: 0 }] },
        ...(nth % 2 && { idempotencyKey: `many${projectId}${nth}` }),
      }),
    'tasks.duplicate': (nth) => tasks.duplicate.mutate(idOf(changed, nth)),
    'tasks.change': (nth) =>
      tasks.change.mutate({ ...idOf(changed, nth), version: 1, title: 'Changed' }),
    'tasks.changeMany': (nth) =>
      tasks.changeMany.mutate({
        ...{ projectId, ids: [many?.[nth]?.id ?? ''], change: { priority: 'high' } },
      }),
    'tasks.changeEach': (nth) =>
      tasks.changeEach.mutate({
        ...{ projectId, ids: [pasted?.[nth]?.id ?? ''], parts: [{ places: [0], title: 'Other' }] },
      }),
    'relocations.create': (nth) =>
      bob.calls.relocations.create.mutate({
        ...{ projectId, targetId: other.id, ids: [relocated?.[nth]?.id ?? ''] },
      }),
    'relocations.preview': (nth) =>
      bob.calls.relocations.preview.mutate({
        ...{ projectId, targetId: other.id, ids: [relocated?.[nth]?.id ?? ''] },
      }),
    'actions.undo': (nth) =>
      bob.calls.actions.undo.mutate({ actionId: undone?.[nth]?.actionId ?? '' }),
    'tasks.move': (nth) => tasks.move.mutate({ ...idOf(moved, nth), statusId: targetId }),
    'tasks.close': (nth) =>
      tasks.close.mutate({
        ...idOf(closed, nth),
        subtasks: nth % 2 ? 'complete' : 'keep',
      }),
    'tasks.reopen': (nth) => tasks.reopen.mutate(idOf(reopened, nth)),
    'tasks.trash': (nth) => tasks.trash.mutate(idOf(trashed, nth)),
    'tasks.restore': (nth) => tasks.restore.mutate(idOf(restored, nth)),
    'tasks.purge': (nth) => tasks.purge.mutate(idOf(purged, nth)),
    'tasks.emptyTrash': () =>
      tasks.emptyTrash.mutate({ projectId, until: new Date().toISOString() }),
    'comments.create': () => comments.create.mutate({ taskId, text: 'Another' }),
    'comments.update': (nth) =>
      comments.update.mutate({ ...idOf(edited, nth), taskId, text: 'Edited' }),
    'comments.delete': (nth) => comments.delete.mutate({ ...idOf(deleted, nth), taskId }),
    'comments.setInternal': (nth) =>
      comments.setInternal.mutate({ ...idOf(edited, nth), taskId, isInternal: true }),
    'comments.react': (nth) =>
      comments.react.mutate({ ...idOf(edited, nth), taskId, emoji: 'heart', on: true }),
    'labels.create': (nth) =>
      labels.create.mutate({ projectId, name: `New ${nth}`, color: 'blue' }),
    'labels.update': (nth) =>
      labels.update.mutate({ ...idOf(renamed, nth), projectId, name: `Other ${nth}` }),
    'labels.delete': (nth) => labels.delete.mutate({ ...idOf(dropped, nth), projectId }),
    'views.create': (nth) => views.create.mutate({ ...shared, name: `New ${nth}` }),
    'views.update': (nth) =>
      views.update.mutate({ ...idOf(filtered, nth), projectId, q: 'status:open' }),
    'views.delete': (nth) => views.delete.mutate({ ...idOf(forgotten, nth), projectId }),
    'webhooks.create': () => webhooks.create.mutate(told),
    'webhooks.update': (nth) =>
      webhooks.update.mutate({ ...idOf(kept, nth), ...told, q: 'p:high' }),
    'webhooks.rotateSecret': (nth) =>
      webhooks.rotateSecret.mutate({ ...idOf(kept, nth), projectId }),
    'webhooks.test': (nth) => webhooks.test.mutate({ ...idOf(kept, nth), projectId }),
    'webhooks.replay': (nth) =>
      webhooks.replay.mutate({
        ...{ ...idOf(kept, nth), projectId, deliveryId: kept[nth]?.id ?? '' },
      }),
    'webhooks.delete': (nth) => webhooks.delete.mutate({ ...idOf(unhooked, nth), projectId }),
    'statuses.create': (nth) =>
      settings.create.mutate({ projectId, name: `New ${nth}`, group: 'started' }),
    'statuses.update': (nth) =>
      settings.update.mutate({ ...idOf(called, nth), projectId, name: `Other ${nth}` }),
    'statuses.move': (nth) =>
      settings.move.mutate({ ...idOf(called, nth), projectId, group: 'backlog' }),
    'statuses.delete': (nth) =>
      settings.delete.mutate({ ...idOf(ended, nth), projectId, targetId }),
    'projects.update': (nth) => projects.update.mutate({ id: projectId, name: `Name ${nth}` }),
    'relations.create': (nth) =>
      relations.create.mutate({
        ...{ taskId: changed?.[nth]?.id ?? '', otherId: moved?.[nth]?.id ?? '', kind: 'relates' },
      }),
    'relations.delete': (nth) => relations.delete.mutate({ taskId, id: linked[nth]?.id ?? '' }),
    'watchers.set': (nth) =>
      bob.calls.watchers.set.mutate({ projectId, ids: [many?.[nth]?.id ?? ''] }),
    'files.note': (nth) =>
      system.gateway.files.note.mutate(
        { type: 'file.ready', projectId, fileId: taskId, name: `File ${nth}` },
        { context: { userId: bob.id, requestId: `note-${nth}-of-bob` } },
      ),
    'files.count': (count) => system.gateway.files.count.mutate({ counts: [{ taskId, count }] }),
  }
  /** What rules over people, or over the project itself. */
  const rulings: Acts = {
    'members.add': () => members.add.mutate({ projectId, userId: carol.id, role: 'viewer' }),
    'members.changeRole': (nth) =>
      members.changeRole.mutate({
        ...{ projectId, userId: carol.id },
        role: nth % 2 ? 'viewer' : 'member',
      }),
    'members.remove': () => members.remove.mutate({ projectId, userId: carol.id }),
    'projectTeams.set': (nth) =>
      projectTeams.set.mutate({ projectId, teamId, role: nth % 2 ? 'viewer' : 'member' }),
    'projectTeams.remove': () => projectTeams.remove.mutate({ projectId, teamId }),
    'taskGrants.set': () => taskGrants.set.mutate({ taskId, userId: carol.id, role: 'viewer' }),
    'taskGrants.remove': () => taskGrants.remove.mutate({ taskId, userId: carol.id }),
    'projects.archive': () => projects.archive.mutate({ id: projectId }),
    'projects.unarchive': () => projects.unarchive.mutate({ id: projectId }),
    'projects.createSample': () =>
      projects.createSample.mutate({ workspaceId: alice.workspaceId, locale: 'en' }),
    'projects.create': (nth) => {
      const key = `R${made}X${nth}`
      return projects.create.mutate({ workspaceId: alice.workspaceId, key, name: key })
    },
  }
  return { projectId, acts, rulings }
}

const newcomer = async () => {
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  return bob
}

/** Lets Bob do everything at once and takes his right away meanwhile. */
async function raced(acts: Acts, take: () => Promise<unknown>) {
  const running = Object.values(acts).flatMap((act) =>
    Array.from({ length: EACH }, (_, nth) => act(nth)),
  )
  const first = Promise.any(running)
  const ended = Promise.allSettled(running)
  await first
  await take()
  await ended
}

/** Types of Bob's events that got their place after the one that took his right. */
async function late(bob: Someone, taking: string, projectId?: string) {
  const { rows } = await system.rows.query<{ type: string }>(
    `select e.type from "Event" e,
       (select max(id) as id from "Event" t where t.type = $2 and ($3::uuid is null or t."projectId" = $3)
          and (t."actorId" = $4 or t.via = 'system')) taken
      where e."actorId" = $1 and ($3::uuid is null or e."projectId" = $3) and not e.id < coalesce(taken.id, 0)`,
    [bob.id, taking, projectId, alice.id],
  )
  return rows.map(({ type }) => type)
}

test('every procedure that changes something is in this test', async () => {
  const { acts, rulings } = await filled(await newcomer())
  expect(Object.keys({ ...acts, ...rulings }).sort()).toEqual(mutations.sort())
})

test('after a removal from the project nothing of that person commits, whatever was in flight', async () => {
  const bob = await newcomer()
  for (const kind of ['acts', 'rulings'] as const) {
    const { projectId, ...project } = await filled(bob)
    await raced(project[kind], () =>
      alice.calls.members.remove.mutate({ projectId, userId: bob.id }),
    )
    expect(await late(bob, 'project_member.removed', projectId)).toEqual([])
  }
})

test('after a weaker role nothing that it does not allow commits', async () => {
  const bob = await newcomer()
  for (const kind of ['acts', 'rulings'] as const) {
    const { projectId, ...project } = await filled(bob)
    await raced(project[kind], () =>
      alice.calls.members.changeRole.mutate({ projectId, userId: bob.id, role: 'viewer' }),
    )
    const types = await late(bob, 'project_member.role_changed', projectId)
    // Viewers watch what they like.
    expect(types.filter((type) => !type.startsWith('watcher.'))).toEqual([])
  }
})

test('after archiving nothing is written into the project but what it allows', async () => {
  const bob = await newcomer()
  const { projectId, acts } = await filled(bob)
  await raced(acts, () => alice.calls.projects.archive.mutate({ id: projectId }))
  const types = new Set(await late(bob, 'project.archived', projectId))
  // Noting what became of a file is no change of the project, nor is the end of telling others of it.
  types.delete('webhook.deleted')
  types.delete('file.ready')
  expect([...types]).toEqual([])
})

test('once a removal from the workspace is in the log nothing of that person follows it', async () => {
  const bob = await newcomer()
  const { acts, rulings } = await filled(bob)
  const { 'projects.archive': _, 'members.remove': __, ...harmless } = { ...acts, ...rulings }
  await raced(harmless, async () => {
    await alice.users.members.remove.mutate({ workspaceId: alice.workspaceId, userId: bob.id })
    while (!(await hasLeft(bob)));
  })
  expect(await late(bob, 'workspace_member.removed')).toEqual([])
})

async function hasLeft(bob: Someone) {
  const { rows } = await system.rows.query(
    `select 1 from "Event" where type = 'workspace_member.removed' and changes->'userId'->>0 = $1`,
    [bob.id],
  )
  return rows.length > 0
}
