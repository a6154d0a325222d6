import { expect, test } from '@jest/globals'
import { newBotOf, program } from './frontend-service/testing/api-token.ts'
import { exportOf } from './frontend-service/testing/my-data.ts'
import { madeBy as madeByEn } from './frontend-service/web/messages/en/account/made-by.ts'
import { readers as readersEn } from './frontend-service/web/messages/en/project/readers.ts'
import { sharing as sharingEn } from './frontend-service/web/messages/en/project/sharing.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { madeBy as madeByKo } from './frontend-service/web/messages/ko/account/made-by.ts'
import { sharing as sharingKo } from './frontend-service/web/messages/ko/project/sharing.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { workspaceId } = alice
const gil = await system.colleague(alice, 'Gil')
const { id: botId, token } = await newBotOf(alice, '정리봇')
const bot = { id: botId, name: '정리봇' }
const { trpc, request } = program(system.url, token)

const place = { workspaceId, key: 'MADE', name: 'Made', visibility: 'private' } as const
const { id: projectId } = await alice.trpc.task.projects.create.mutate(place)
const { id: taskId, key } = await trpc.task.tasks.create.mutate({ projectId, title: 'By a bot' })
const upload = { projectId, taskId, name: 'a.txt', sizeBytes: 1 }
const { url } = await trpc.file.uploads.create.mutate(upload)
await request(url, { method: 'PUT', body: 'x' })
await trpc.task.taskGrants.set.mutate({ taskId, userId: gil.id, role: 'viewer' })

test('what a bot made, brought and gave is said to be of the bot, for its owner', async () => {
  const { tasks, taskGrants, readers, members, projectTeams, sharedTasks } = alice.trpc.task
  const task = await tasks.get.query({ workspaceId, key })
  expect(task).toMatchObject({ createdBy: alice.id, createdByBot: bot })
  const answer = await request(`/api/v1/workspaces/${workspaceId}/tasks/${key}`)
  expect(await answer.json()).toMatchObject({ createdBy: alice.id, createdByBot: bot })
  const { items: files } = await alice.trpc.file.files.list.query({ projectId })
  expect(files).toMatchObject([{ uploadedBy: alice.id, uploadedByBot: bot }])
  expect(await taskGrants.list.query({ taskId })).toMatchObject([
    { userId: gil.id, givenById: alice.id, givenByBot: bot },
  ])
  const shared = await gil.trpc.task.sharedTasks.get.query({ workspaceId, key })
  expect(shared).toMatchObject({ createdByBot: bot, givenById: alice.id, givenByBot: bot })
  expect(await sharedTasks.get.query({ workspaceId, key })).toMatchObject({ givenByBot: null })
  const { items } = await readers.ofTask.query({ taskId, isAlone: true })
  expect(items).toMatchObject([{ alone: { givenById: alice.id, givenByBot: bot } }])

  const hana = await system.colleague(alice, 'Hana')
  await trpc.task.members.add.mutate({ projectId, userId: hana.id, role: 'viewer' })
  const { id: teamId } = await alice.trpc.user.teams.create.mutate({ workspaceId, name: 'Design' })
  await alice.trpc.user.teams.addMember.mutate({ workspaceId, id: teamId, userId: hana.id })
  await trpc.task.projectTeams.set.mutate({ projectId, teamId, role: 'commenter' })
  expect(await projectTeams.list.query({ projectId })).toMatchObject([{ givenByBot: bot }])
  const asked = { projectId, userIds: [hana.id] }
  expect((await readers.ofProject.query(asked)).items).toMatchObject([
    { own: { byId: alice.id, byBot: bot }, teams: [{ givenById: alice.id, givenByBot: bot }] },
  ])
  // By the owner's own hand it is theirs.
  await projectTeams.set.mutate({ projectId, teamId, role: 'member' })
  await members.changeRole.mutate({ projectId, userId: hana.id, role: 'commenter' })
  expect((await readers.ofProject.query(asked)).items).toMatchObject([
    { own: { byBot: null }, teams: [{ givenByBot: null }] },
  ])
  const { id } = await tasks.create.mutate({ projectId, title: 'By hand' })
  expect(await tasks.getById.query({ id })).toMatchObject({ createdByBot: null })
})

test('an export of one’s data names the bots by which tasks and files came and roles were given', async () => {
  const own = await exportOf(alice)
  expect(own.list('tasks')).toContainEqual(expect.objectContaining({ key, createdByBot: bot }))
  expect(own.list('files')).toMatchObject([{ uploadedByBot: bot }])
  const given = await exportOf(gil)
  expect(given.list('task-roles')).toMatchObject([{ givenById: alice.id, givenByBot: bot }])
})

test('pages name the bot and for whom it works, in both languages', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`/w/${workspace}/t/${key}`)
  const who = madeByEn.botFor('정리봇', 'Alice')
  const [before] = en.tasks.createdBy(who, '§').split('§')
  await page.getByText(before ?? '').waitFor()
  await page.getByRole('img', { name: madeByEn.uploaded(who) }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('main').getByRole('button', { name: en.projects.askReaders }).first().click()
  const alone = readersEn.reasons.alone({ by: who, day: '§' }, false).split('§')[0]
  await page
    .getByText(alone ?? '')
    .first()
    .waitFor()

  await gil.trpc.user.me.update.mutate({ locale: 'ko' })
  const { page: his } = await signedIn(gil)
  await his.goto(`/w/${workspace}/t/${key}`)
  const name = madeByKo.botFor('정리봇', 'Alice')
  await his.getByText(madeByKo.ofBot(sharingKo.by(name), name)).waitFor()
  expect(sharingEn.by(who)).toBe('Shared by 정리봇 (bot for Alice).')
  expect(madeByKo.ofBot(sharingKo.by(name), name)).toBe(
    'Alice 대신 일하는 봇 정리봇이 공유했습니다.',
  )
  await Promise.all([page.context().close(), his.context().close()])
})
