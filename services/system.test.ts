import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { dashboard as figuresEn } from './frontend-service/web/messages/en/dashboard.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { dashboard as figuresKo } from './frontend-service/web/messages/ko/dashboard.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { isTried } from './testing/browser-test.ts'
import { accessibilityOf, openChromium } from './testing/chromium.ts'
import { sharedSystem } from './testing/host/shared-system.ts'

const system = sharedSystem()
let chromium: Browser

beforeAll(async () => {
  chromium = await openChromium()
})
afterAll(async () => {
  await chromium?.close()
})

const password = 'a long walk in the rain'

const screens = [
  { locale: 'ko-KR', m: ko, name: '김지은', project: '홈페이지 개편', theme: 'light' as const },
  {
    locale: 'en-GB',
    m: en,
    name: 'Alice Morgan',
    project: 'Website relaunch',
    theme: 'dark' as const,
  },
].filter(({ locale }) => isTried(locale))

describe.each(screens)('in $locale', ({ locale, m, name, project, theme }) => {
  const email = `${locale.toLowerCase()}@taskmate.example`

  const openPage = async () => {
    const context = await chromium.newContext({
      locale,
      baseURL: system.url,
      colorScheme: theme,
      viewport: { width: 1280, height: 800 },
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    return { page, complaints }
  }

  const signIn = async (page: Page) => {
    await page.goto('/sign-in')
    await page.getByLabel(m.account.email).fill(email)
    await page.getByLabel(m.account.password, { exact: true }).fill(password)
    await page.getByRole('button', { name: m.account.signIn, exact: true }).click()
    await page.waitForURL(/\/home/)
  }

  test('a team works: from sign-up to sign-out', async () => {
    const { page, complaints } = await openPage()
    const isClean = async (screen: string) =>
      expect({ screen, found: await accessibilityOf(page) }).toEqual({ screen, found: [] })

    await page.goto('/sign-up')
    await page.getByLabel(m.account.name, { exact: true }).fill(name)
    await page.getByLabel(m.account.workspace).fill('Haneul')
    await page.getByLabel(m.account.email).fill(email)
    await page.getByLabel(m.account.password, { exact: true }).fill(password)
    await isClean('sign-up')
    await page.getByRole('button', { name: m.account.signUp }).click()
    await page.waitForURL(/\/w\/[^/]+\/home/)
    const workspace = new URL(page.url()).pathname.split('/')[2]
    await page.getByRole('main').waitFor()
    await isClean('home')

    await page.goto(`/w/${workspace}/projects`)
    await page.getByRole('button', { name: m.shell.newProject }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(m.projects.name, { exact: true }).fill(project)
    await dialog.getByLabel(m.projects.key, { exact: true }).fill('WEB')
    await isClean('new project')
    await dialog.getByRole('button', { name: m.projects.create }).click()
    await page.waitForURL(/\/p\/WEB\//)

    await page.goto(`/w/${workspace}/p/WEB/list`)
    await page.getByText(m.tasks.none).waitFor()
    await page.keyboard.press('q')
    const title = page.getByRole('dialog').getByRole('textbox')
    for (let number = 1; number < 10; number++) {
      await title.fill(`Task ${number}`)
      await page.keyboard.press('Control+Enter')
    }
    await title.fill('Task 10')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /Task 10/ }).waitFor()
    await page.locator('a[data-task]:visible').nth(9).waitFor()
    await isClean('list')

    const { page: other } = await openPage()
    await signIn(other)
    await other.goto(`/w/${workspace}/p/WEB/board`)
    const started = other.getByRole('region', { name: new RegExp(`^${inProgress(m)}`) })
    await started.waitFor()
    await page.goto(`/w/${workspace}/p/WEB/board`)
    await page.getByRole('link', { name: 'Task 3', exact: true }).focus()
    await isClean('board')
    await page.keyboard.press('Alt+ArrowRight')
    await started.getByRole('link', { name: 'Task 3', exact: true }).waitFor()

    await page.goto(`/w/${workspace}/t/WEB-3`)
    await page.locator('input[type=file]').setInputFiles({
      name: '배너 시안.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('첫눈처럼 새로워졌습니다'),
    })
    await page.getByRole('listitem').filter({ hasText: '배너 시안' }).waitFor()
    await isClean('task')
    await page.goto(`/w/${workspace}/p/WEB/files`)
    await page.getByText('배너 시안').first().waitFor()
    await isClean('files')

    await page.goto(`/w/${workspace}/p/WEB/reports`)
    await page.getByRole('heading', { name: figuresIn(m).createdCompleted }).waitFor()
    const chart = page.getByRole('img', { name: figuresIn(m).createdCompletedSummary(10, 0) })
    await chart.waitFor()
    await isClean('dashboard')

    for (const screen of ['profile', 'security', 'members']) {
      await page.goto(`/settings/${screen}`)
      await page.getByRole('heading').first().waitFor()
      await isClean(screen)
    }
    await page.goto('/settings/profile')
    expect(complaints).toEqual([])
    await page.getByRole('button', { name: m.settings.signOut }).click()
    await page.waitForURL(/\/sign-in/)
    await isClean('sign-in')
    await page.goto(`/w/${workspace}/home`)
    await page.waitForURL(/\/sign-in/)
    // What was asked for while the session ended is refused, which the console notes.
    expect(complaints.filter((words) => !words.includes('401'))).toEqual([])
    await Promise.all([page.context().close(), other.context().close()])
  })
})

/** The name of the first `started` status that a new project has in this language. */
const figuresIn = (m: typeof ko) => (m === ko ? figuresKo : figuresEn)
const inProgress = (m: typeof ko) => figuresIn(m).groups.started
