import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { announced } from './frontend-service/web/messages/en/project/announced.ts'
import { readers as readersEn } from './frontend-service/web/messages/en/project/readers.ts'
import { sharing } from './frontend-service/web/messages/en/project/sharing.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { readers as readersKo } from './frontend-service/web/messages/ko/project/readers.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { isTried, startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'
import { clientOf } from './testing/postgres.ts'

const { system, alice, signedIn } = await startOwnBrowserTest()
const bob = await system.colleague(alice, 'Bob')
let workspace: string

beforeAll(async () => {
  workspace = (await alice.trpc.user.workspaces.list.query())[0]?.slug ?? ''
})

const pageOf = async (person: Person, locale: 'en' | 'ko' = 'en') => {
  await person.trpc.user.me.update.mutate({ locale })
  return (await signedIn(person)).page
}

const projectOf = async (key: string, name: string, visibility: 'open' | 'private') => {
  const { projects, tasks } = alice.trpc.task
  const { workspaceId } = alice
  const { id } = await projects.create.mutate({ workspaceId, key, name, visibility })
  await tasks.create.mutate({ projectId: id, title: 'A task' })
  return id
}

test.each(
  [['en', en, readersEn] as const, ['ko', ko, readersKo] as const].filter(([locale]) =>
    isTried(locale),
  ),
)('project, task and palette say in %s who can see it, and why', async (locale, m, words) => {
  const { workspaceId } = alice
  const [env] = system.databases
  const users = env && clientOf(env, env.DATABASE_NAME)
  await users?.connect()
  await users?.query(
    `with made as (insert into "User" (id, email, name)
         select gen_random_uuid(), gen_random_uuid() || '@taskmate.example', 'Zed ' || n from generate_series(1, 8) n returning id)
       insert into "Membership" ("workspaceId", "userId", role) select $1::uuid, id, 'viewer' from made`,
    [workspaceId],
  )
  await users?.end()
  const key = `WHO${locale.toUpperCase()}`
  const projectId = await projectOf(key, 'Relaunch', 'open')
  await alice.trpc.task.members.add.mutate({ projectId, userId: bob.id, role: 'admin' })
  const page = await pageOf(alice, locale)
  await page.goto(`/w/${workspace}/p/${key}/list`)
  const opener = page.getByRole('main').getByRole('button', { name: m.projects.askReaders })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: m.projects.askReadersOf('Relaunch') })
  const people = dialog.getByRole('region', { name: words.people })
  const row = people.getByRole('listitem').filter({ hasText: 'Bob' })
  await row.getByText(words.reasons.workspace(m.settings.roles.member, false)).waitFor()
  const added = words.reasons.added({ role: '', by: null, day: '§' }, false).split('§')
  for (const part of added.filter(Boolean)) await row.getByText(part).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.type('zed 1')
  const blind = dialog.getByRole('region', { name: words.cannot })
  await blind.getByText('Zed 1').first().waitFor()
  await page.keyboard.type('x')
  await dialog.getByText(words.noName).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await untilTrue(
    page,
    `document.activeElement?.getAttribute('aria-label') === '${m.projects.askReaders}'`,
  )

  await page.goto(`/w/${workspace}/t/${key}-1`)
  await page.locator('[data-field=readers] button:visible').click()
  const ofTask = page.getByRole('dialog', { name: m.projects.askReadersOf(`${key}-1`) })
  await ofTask.getByText('Bob').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(m.projects.askReaders.toLowerCase())
  await page.getByRole('option', { name: m.projects.askReaders }).first().waitFor()
  await page.keyboard.press('Enter')
  await ofTask.getByText('Bob').waitFor()
  await page.context().close()
})

test('an owner says what everybody may do in an open project: who is weaker by it is named first, and why is said later', async () => {
  const projectId = await projectOf('LIMIT', 'Announcements', 'open')
  const page = await pageOf(alice)
  await page.goto(`/w/${workspace}/p/LIMIT/settings`)
  const choice = page.getByLabel(announced.openRole.label)
  await choice.selectOption({ label: en.settings.roles.viewer })
  const dialog = page.getByRole('dialog', { name: announced.titles.openRole })
  const weaker = dialog.getByRole('region', { name: announced.changed(1) })
  await weaker.getByText('Bob').waitFor()
  await dialog.getByRole('button', { name: announced.actions.openRole }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await choice.inputValue()).toBe('viewer')
  expect(await accessibilityOf(page)).toEqual([])
  const { items } = await alice.trpc.task.readers.ofProject.query({ projectId })
  expect(items.find(({ userId }) => userId === bob.id)?.role).toBe('viewer')
  await page.goto(`/w/${workspace}/p/LIMIT/list`)
  await page.getByRole('main').getByRole('button', { name: en.projects.askReaders }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Bob' })
  await row.getByText(readersEn.reasons.everybody(en.settings.roles.viewer)).waitFor()
  await page.context().close()
})

test('closing a project names who loses it before it is saved, and says so when that has changed meanwhile', async () => {
  const projectId = await projectOf('CLOSE', 'Open plan', 'open')
  const page = await pageOf(alice)
  await page.goto(`/w/${workspace}/p/CLOSE/settings`)
  const choice = page.getByLabel(en.projects.visibility)
  await choice.focus()
  await choice.selectOption('private')
  const dialog = page.getByRole('dialog', { name: announced.titles.private })
  await dialog
    .getByRole('region', { name: announced.lost(1) })
    .getByText('Bob')
    .waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await choice.inputValue()).toBe('open')
  await untilTrue(page, `document.activeElement?.matches('select')`)
  await choice.selectOption('private')
  await dialog.getByText('Bob').waitFor()
  const cleo = await system.colleague(alice, 'Cleo')
  await cleo.trpc.task.projects.list.query({ workspaceId: alice.workspaceId })
  await dialog.getByRole('button', { name: announced.actions.private }).click()
  await dialog.getByText(announced.late).waitFor()
  await dialog
    .getByRole('region', { name: announced.lost(2) })
    .getByText('Cleo')
    .waitFor()
  await dialog.getByRole('button', { name: announced.actions.private }).click()
  await page.getByText(en.projects.visibilityLeads.private).waitFor()
  expect((await alice.trpc.task.readers.ofProject.query({ projectId })).total).toBe(1)
  await page.context().close()
})

test('a guest who looks for somebody is not told that they cannot see a project: of whom they do not meet there nothing is said', async () => {
  const { workspaceId } = alice
  const [met, other] = [
    await projectOf('MEET', 'Meeting', 'open'),
    await projectOf('APART', 'Apart', 'open'),
  ]
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gus = await system.person('Gus', token)
  await pollUntil(() =>
    gus.trpc.task.projects.list.query({ workspaceId }).then(
      () => true,
      () => false,
    ),
  )
  for (const projectId of [met, other])
    await alice.trpc.task.members.add.mutate({ projectId, userId: gus.id, role: 'viewer' })
  const [users, tasks] = await Promise.all(
    [system.userDatabase, system.taskDatabase].map(async (env) => {
      const client = env && clientOf(env, env.DATABASE_NAME)
      await client?.connect()
      return client
    }),
  )
  const made = await users?.query(
    `with made as (insert into "User" (id, email, name)
       select gen_random_uuid(), gen_random_uuid() || '@taskmate.example', 'Yan ' || n from generate_series(1, 8) n returning id)
     insert into "Membership" ("workspaceId", "userId", role) select $1::uuid, id, 'member' from made returning "userId" as id`,
    [workspaceId],
  )
  const ids = made?.rows.map(({ id }) => id)
  await tasks?.query(
    `insert into "Member" ("workspaceId", "userId", role) select $1::uuid, unnest($2::uuid[]), 'member'`,
    [workspaceId, ids],
  )
  await tasks?.query(
    `insert into "ProjectMember" ("projectId", "userId", role) select $1::uuid, unnest($2::uuid[]), 'member'`,
    [met, ids],
  )
  await Promise.all([users?.end(), tasks?.end()])
  const page = await pageOf(gus)
  await page.goto(`/w/${workspace}/p/APART/list`)
  await page.getByRole('main').getByRole('button', { name: en.projects.askReaders }).click()
  const dialog = page.getByRole('dialog', { name: en.projects.askReadersOf('Apart') })
  await dialog.getByText('Gus').waitFor()
  await dialog.getByLabel(readersEn.find).fill('yan')
  await dialog.getByText('Gus').waitFor({ state: 'detached' })
  await dialog.getByText(readersEn.notMet).waitFor()
  expect(await dialog.getByText('Yan 1').count()).toBe(0)
  expect(await accessibilityOf(page)).toEqual([])
  await page.context().close()
})

test('an admin shares one task with a guest, who finds it, comments on its page and loses it when it is taken back', async () => {
  const { workspaceId } = alice
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
  const gil = await system.person('Gil', token)
  const projectId = await projectOf('ALONE', 'Apart', 'private')
  const page = await pageOf(alice)
  await page.goto(`/w/${workspace}/t/ALONE-1`)
  await page.getByRole('button', { name: en.tasks.more, exact: true }).click()
  await page.getByRole('menuitem', { name: sharing.share }).click()
  const dialog = page.getByRole('dialog', { name: sharing.title('ALONE-1') })
  await dialog.getByText(sharing.nobody).waitFor()
  await dialog.getByRole('button', { name: sharing.add }).click()
  await page.getByRole('menuitemradio', { name: 'Gil' }).click()
  await dialog.getByLabel(sharing.roleOf('Gil')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  const guest = await pageOf(gil)
  await guest.goto(`/w/${workspace}/home`)
  await guest.getByRole('region', { name: sharing.withMe }).getByRole('link').waitFor()
  await guest.getByRole('region', { name: sharing.withMe }).getByRole('link').press('Enter')
  await guest.getByRole('heading', { name: 'A task', level: 1 }).waitFor()
  await guest.getByText(sharing.badge).waitFor()
  await guest.getByLabel(en.tasks.writeComment).fill('From outside')
  await guest.getByRole('button', { name: en.tasks.send }).click()
  await guest.getByRole('listitem').filter({ hasText: 'From outside' }).waitFor()
  expect(await accessibilityOf(guest)).toEqual([])
  const { id: taskId } = await alice.trpc.task.tasks.get.query({ workspaceId, key: 'ALONE-1' })
  await alice.trpc.task.comments.create.mutate({ taskId, text: 'Seen at once' })
  await guest.getByText('Seen at once').waitFor()

  await dialog.getByRole('button', { name: `${sharing.takeBack}: Gil` }).click()
  await dialog.getByText(sharing.nobody).waitFor()
  await guest.getByRole('heading', { name: en.errors.notFound }).waitFor()
  expect(await guest.getByText('From outside').count()).toBe(0)

  await alice.trpc.task.taskGrants.set.mutate({ taskId, userId: gil.id, role: 'viewer' })
  await guest.reload()
  await guest.getByText(sharing.badge).waitFor()
  await alice.trpc.task.members.add.mutate({ projectId, userId: gil.id, role: 'viewer' })
  await guest.getByRole('tab', { name: en.tasks.activity }).waitFor()
  await Promise.all([page.context().close(), guest.context().close()])
})
