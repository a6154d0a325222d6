import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { filter } from './frontend-service/web/messages/en/filter.ts'
import { quickAdd } from './frontend-service/web/messages/en/quick-add.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()

test('tasks are related by key or title, and what waits is marked until nothing open is left', async () => {
  const { workspaceId } = alice
  const { tasks, projects, relations } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob')
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  for (const title of ['Design', 'Build', 'Launch']) await tasks.create.mutate({ projectId, title })
  const at = (key: string) => tasks.get.query({ workspaceId, key })
  const { id: design } = await at('WEB-1')
  const related = async () => (await relations.list.query({ taskId: design })).length

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/WEB-2`)
  const choose = async (side: string, sought: string, title: string) => {
    await page.getByRole('button', { name: en.tasks.addRelation }).click()
    await page.getByRole('menuitem', { name: side }).click()
    await page.getByRole('combobox', { name: en.tasks.searchTask }).fill(sought)
    await page.getByRole('option', { name: title }).waitFor()
    await page.keyboard.press('Enter')
  }
  const listed = (side: string) => page.getByRole('list', { name: side })
  await choose(en.tasks.sides.waits, 'WEB-1', 'Design')
  await listed(en.tasks.sides.waits).getByRole('link', { name: 'Design' }).waitFor()
  await choose(en.tasks.sides.blocks, 'laun', 'Launch')
  await listed(en.tasks.sides.blocks).getByRole('link', { name: 'Launch' }).waitFor()
  await choose(en.tasks.sides.blocks, 'WEB-1', 'Design')
  await page
    .getByText(en.errors.circle(['WEB-1', 'WEB-2']))
    .first()
    .waitFor()

  // What others do to the task that it waits for shows on the one that waits.
  for (const view of ['list', 'board']) {
    await page.goto(`/w/${workspace}/p/WEB/${view}`)
    const build = page.getByRole('listitem').filter({ hasText: 'Build' })
    const mark = build.getByText(en.tasks.blocked).first()
    await mark.waitFor()
    await bob.trpc.task.tasks.close.mutate({ id: design })
    await mark.waitFor({ state: 'detached' })
    await bob.trpc.task.tasks.reopen.mutate({ id: design })
    await mark.waitFor()
  }

  await page.goto(`/w/${workspace}/t/WEB-1`)
  await listed(en.tasks.sides.blocks).getByRole('link', { name: 'Build' }).waitFor()
  await page.getByRole('button', { name: en.tasks.removeRelation('WEB-2') }).click()
  await pollUntil(async () => (await related()) === 0)
  await listed(en.tasks.sides.blocks).waitFor({ state: 'detached' })
  expect((await at('WEB-2')).blockers).toBeNull()
  await page.context().close()
})

test('a task or a person that is referred to shows a card; Esc closes it, and the pointer may go into it', async () => {
  const { workspaceId } = alice
  const { tasks, projects, relations } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob Stone')
  const hidden = await bob.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'HID', name: 'Hidden', visibility: 'private' },
  })
  await bob.trpc.task.tasks.create.mutate({ projectId: hidden.id, title: 'Unseen' })
  const { id: projectId } = await projects.create.mutate({
    ...{ workspaceId, key: 'REF', name: 'References', locale: 'en' },
  })
  const description = 'See REF-2, HID-1, REF-99 and @Bob Stone'
  const first = await tasks.create.mutate({ projectId, title: 'First', description })
  const second = await tasks.create.mutate({ projectId, title: 'Second', priority: 'high' })
  await relations.create.mutate({ taskId: first.id, otherId: second.id, kind: 'relates' })

  const { page, workspace } = await signedIn(alice)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`/w/${workspace}/t/REF-1`)
  const link = (name: string) => page.getByRole('link', { name })
  const card = page.getByRole('tooltip')
  await link('REF-2').waitFor()
  const references = await page.locator('.prose [data-ref]').allTextContents()
  expect(references).toEqual(['REF-2', 'REF-99', '@Bob Stone'])

  const noTask = page.waitForResponse(/tasks\.get.*REF-99/)
  await link('REF-99').hover()
  await noTask
  for (const name of ['REF-2', 'Second']) {
    await link(name).hover()
    await card.getByText('High').waitFor()
    expect(await card.allTextContents()).toEqual(['REF-2SecondTo doHigh'])
    await card.getByText('Second').hover()
    await card.getByText('High').hover()
    expect(await accessibilityOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  }
  expect(asked.filter((url) => /tasks\.get.*REF-2/.test(url))).toHaveLength(1)
  expect(new URL(page.url()).pathname).toBe(`/w/${workspace}/t/REF-1`)

  await link('REF-99').focus()
  await page.keyboard.press('Tab')
  await card.getByText(en.settings.roles.member).waitFor()
  await untilTrue(
    page,
    `document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.textContent.startsWith('Bob Stone')`,
  )
  await page.keyboard.press('Shift+Tab')
  await card.waitFor({ state: 'detached' })
  await page.context().close()
})

test('Shift P moves a task to another project: whoever sees one of the two sees it go or come, and Ctrl Z brings it back', async () => {
  const { relocation } = dialogs
  const { workspaceId } = alice
  const { tasks, projects, members, labels, statuses } = alice.trpc.task
  const [ben, cleo] = [await system.colleague(alice, 'Ben'), await system.colleague(alice, 'Cleo')]
  const secret = { workspaceId, visibility: 'private', locale: 'en' } as const
  const { id: projectId } = await projects.create.mutate({ ...secret, key: 'HERE', name: 'Here' })
  const there = await projects.create.mutate({ ...secret, key: 'THERE', name: 'There' })
  await members.add.mutate({ projectId, userId: ben.id, role: 'member' })
  await members.add.mutate({ projectId: there.id, userId: cleo.id, role: 'member' })
  const { id: labelId } = await labels.create.mutate({ projectId, name: 'Fresh', color: 'teal' })
  const design = { projectId, name: 'Design', group: 'started' } as const
  const { id: statusId } = await statuses.create.mutate(design)
  const task = { projectId, title: 'Traveller', labelIds: [labelId], statusId }
  const { id: parentId } = await tasks.create.mutate({ ...task, assigneeIds: [ben.id] })
  await tasks.create.mutate({ projectId, parentId, title: 'Luggage' })
  await tasks.create.mutate({ projectId, title: 'Stays' })

  const [left, joined] = [await signedIn(ben), await signedIn(cleo)]
  await left.page.goto(`/w/${left.workspace}/p/HERE/list`)
  await joined.page.goto(`/w/${joined.workspace}/p/THERE/list`)
  const row = (page: typeof left.page, key: string) => page.locator(`a[data-task="${key}"]`)
  await row(left.page, 'HERE-1').waitFor()

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/HERE/list?peek=HERE-1`)
  const peek = page.getByRole('complementary', { name: 'HERE-1' })
  await peek
    .getByRole('heading', { name: 'Luggage' })
    .or(peek.getByText('Luggage'))
    .first()
    .waitFor()
  await page.keyboard.press('Shift+P')
  const dialog = page.getByRole('dialog', { name: relocation.title('HERE-1') })
  await dialog.getByRole('option', { name: /There/ }).waitFor()
  await page.keyboard.type('ther')
  await page.keyboard.press('Enter')
  const effects = dialog.getByRole('status', { name: relocation.effects('There') })
  for (const text of ['Design', 'In progress', 'Fresh', 'Ben', relocation.withParts(1)])
    await effects.getByText(text).first().waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: relocation.move }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(relocation.moved('HERE-1', 'THERE-1')).first().waitFor()

  await page.waitForURL(/peek=THERE-1/)
  await row(page, 'HERE-1').waitFor({ state: 'detached' })
  await row(left.page, 'HERE-1').waitFor({ state: 'detached' })
  await row(left.page, 'HERE-3').waitFor()
  await row(joined.page, 'THERE-1').waitFor()
  await page.keyboard.press('Control+z')
  await page.waitForURL(/peek=HERE-1/)
  await row(left.page, 'HERE-1').waitFor()
  await row(joined.page, 'THERE-1').waitFor({ state: 'detached' })

  await page.keyboard.press('Control+Shift+Z')
  await row(joined.page, 'THERE-1').waitFor()
  await page.goto(`/w/${workspace}/t/HERE-2`)
  await page.waitForURL(/\/t\/THERE-2$/)
  await page.getByText('Luggage').first().waitFor()
  for (const each of [page, left.page, joined.page]) await each.context().close()
})

test('what somebody does is in the list at once, with the pointer over it', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'REST', name: 'Rest' })
  await projects.create.mutate({ workspaceId, key: 'AWAY', name: 'Away' })
  const titles = ['One', 'Two', 'Three'].map((title) => ({ title }))
  await tasks.createMany.mutate({ projectId, tasks: titles })
  const { page, workspace } = await signedIn(alice)
  const row = (key: string) => page.locator(`#main a[data-task="${key}"]:visible`)
  const focused = (role: 'textbox' | 'combobox') =>
    page.getByRole('dialog').getByRole(role).and(page.locator(':focus'))
  const gone = (key: string) => row(key).waitFor({ state: 'detached' })
  await page.goto(`/w/${workspace}/p/REST/list?q=p%3Anone`)
  await row('REST-3').hover()
  await row('REST-1').focus()
  await page.keyboard.press('y')
  await row('REST-4').waitFor()
  await page.keyboard.press('Control+z')
  await gone('REST-4')

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Shift+P')
  await page.getByRole('dialog').getByRole('option', { name: 'Away' }).waitFor()
  await focused('combobox').waitFor()
  await page.keyboard.type('away')
  await page.keyboard.press('Enter')
  const { relocation } = dialogs
  await page.getByRole('button', { name: relocation.move }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  for (const key of ['REST-1', 'REST-2', 'REST-3']) await gone(key)
  await page.getByText(relocation.movedMany(3, 'Away')).first().waitFor()
  await page.keyboard.press('Control+z')
  for (const key of ['REST-1', 'REST-2', 'REST-3']) await row(key).waitFor()

  await page.keyboard.press('q')
  await focused('textbox').waitFor()
  await page.keyboard.insertText('Four\nFive')
  await page.getByRole('button', { name: quickAdd.createCount(2) }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Five', exact: true }).waitFor()
  await page.keyboard.press('q')
  await focused('textbox').waitFor()
  await page.keyboard.insertText('Six')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Six', exact: true }).waitFor()
  await page.context().close()
})

test('a filter for what waits or has parts is offered with its meaning, shown as chips, and follows what others do', async () => {
  const { workspaceId } = alice
  const { tasks, projects, relations } = alice.trpc.task
  const project = { workspaceId, key: 'SIFT', name: 'Sift', locale: 'en' } as const
  const { id: projectId } = await projects.create.mutate(project)
  const top = await tasks.create.mutate({ projectId, title: 'Top' })
  const part = await tasks.create.mutate({ projectId, title: 'Part', parentId: top.id })
  await tasks.create.mutate({ projectId, title: 'Plain' })
  const { page, workspace } = await signedIn(alice)
  const list = `/w/${workspace}/p/SIFT/list`
  const shows = (...titles: string[]) =>
    pollUntil(
      async () => (await page.locator('#main a[data-task]:visible').allInnerTexts()).sort(),
      { isEnough: (found) => found.join() === titles.join() },
    )
  await page.goto(`${list}?all=true`)
  await shows('Part', 'Plain', 'Top')
  await page.keyboard.press('/')
  await page.keyboard.type('-조건:막힘 상위:1 | has:sub')
  await page.getByRole('option', { name: filter.abouts.has.subtask }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await shows('Part', 'Top')
  expect(new URL(page.url()).searchParams.get('q')).toBe('-is:blocked parent:1 | has:subtask')
  await page.goto(`${list}?q=${encodeURIComponent('parent:SIFT-1 -is:blocked')}`)
  await page.getByRole('button', { name: 'Parent SIFT-1', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Not is Blocked', exact: true }).waitFor()
  await shows('Part')
  await relations.create.mutate({ taskId: top.id, otherId: part.id, kind: 'blocks' })
  await page.getByText(filter.noMatch).waitFor()
  await tasks.close.mutate({ id: top.id })
  await shows('Part')
  await page.context().close()
})
