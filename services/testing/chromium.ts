import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { pollUntil } from '../chassis/poll-until.ts'
import { openBrowser } from '../frontend-service/testing/browser.ts'

/** How long a page may take to show what a test waits for, in milliseconds. */
const PATIENCE_MS = 120_000

export const insecureName = 'taskmate.local'

/** The distribution's Chromium without its calls home. */
export async function openChromium(): Promise<Browser> {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  const folders = process.env.PATH?.split(delimiter) ?? []
  const executablePath = names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))
  if (!executablePath) throw new Error('Tests need Chromium: run bin/tools chromium')
  const browser = await chromium.launch({
    executablePath,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A name that is neither localhost nor https: what browsers give to secure pages only is missing there.
      `--host-resolver-rules=MAP ${insecureName} 127.0.0.1`,
    ],
  })
  browser.on('context', (context) => {
    context.setDefaultTimeout(PATIENCE_MS)
  })
  return browser
}

/** An empty page of someone who is signed in, in English. */
export async function pageOf(chromium: Browser, url: string, { email, password }: Entering) {
  const { trpc, jar } = openBrowser(url.replace(insecureName, '127.0.0.1'))
  await trpc.gateway.session.signIn.mutate({ email, password })
  const who = await trpc.gateway.session.who.query()
  const viewport = { width: 1280, height: 800 }
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: url, viewport })
  const cookies = [...jar].map(([name, value]) => ({ name, value, url }))
  await context.addCookies(cookies)
  return { page: await context.newPage(), workspace: who?.workspaces[0]?.slug ?? '' }
}

/** Resolves once a JavaScript expression is true in the page. Playwright's own way needs `eval`, which our pages forbid. */
export const untilTrue = (page: Page, expression: string) =>
  pollUntil(() => page.evaluate(expression), { complaint: `never true in the page: ${expression}` })

/** Pages whose calls Chromium hands to Playwright. */
const caught = new WeakSet<Page>()

/** Answers what a page asks of `url` from now on; `page.unroute(url)` ends it. Chromium lets what a loaded page asks right
 *  after Playwright's first `route` pass, unseen: this resolves once the page's calls are caught, which they stay. */
export async function intercept(page: Page, ...[url, handler]: Parameters<Page['route']>) {
  if (!caught.has(page)) {
    caught.add(page)
    const probe = '/is-intercepted'
    await page.route(`**${probe}`, (route) => route.fulfill({ status: 204 }))
    if (page.url().startsWith('http'))
      await untilTrue(page, `fetch('${probe}').then(({ status }) => status === 204)`)
  }
  await page.route(url, handler)
}

interface Entering {
  readonly email: string
  readonly password: string
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

// What fades in is judged as it will stand, whenever it began.
const atRest =
  '*, *::before, *::after { transition: none !important; animation-duration: 0s !important; animation-delay: 0s !important }'

/** What axe finds against WCAG 2.2 A and AA on the page as it is now, with every movement at its end: rule and first
 *  element, one a line. */
export async function accessibilityOf(page: Page): Promise<string[]> {
  // Injected by the protocol, not by a script tag, so the page's content security policy stays as strict as it is.
  await page.evaluate(await readFile(axe, 'utf8'))
  return z.array(z.string()).parse(
    await page.evaluate(`(async () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('${atRest}')
      document.adoptedStyleSheets.push(sheet)
      const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(rules)} })
      document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(sheet), 1)
      return violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 160))
    })()`),
  )
}
