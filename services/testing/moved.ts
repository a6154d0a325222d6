import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, Route } from 'playwright-core'
import { z } from 'zod'
import { pollUntil } from '../chassis/poll-until.ts'
import { intercept } from './chromium.ts'

const script = readFile(join(import.meta.dirname, 'moved.js'), 'utf8')
const settled = `document.querySelector('h1') !== null &&
  document.querySelector('.animate-late, [aria-busy=true], [data-coming]') === null`
/** Letters that come later move words, on every screen alike. */
const letters = `Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined)`

/** Two frames later, when what has arrived is drawn: whether nothing is missing on the page. */
const drawn = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(${settled}))))`

/** What could be pressed and moved while screens loaded, one a line. The worst order for whatever stands below something
 *  else: of what a page asks, the last is answered first, and each answer is drawn before the next one comes. */
export async function movedWhileLoading(page: Page, paths: Record<string, string>) {
  const held: Route[] = []
  await page.addInitScript(await script)
  await intercept(page, '**/trpc/**', (route) => {
    held.push(route)
  })
  const found: string[] = []
  for (const [screen, path] of Object.entries(paths)) {
    held.length = 0
    await page.goto(path)
    await page.evaluate(letters)
    // What came last may ask for more.
    let quiet = 0
    const isOver = async () => {
      const isSettled = await page.evaluate(drawn)
      const next = held.pop()
      quiet = isSettled && !next ? quiet + 1 : 0
      if (next) await answer(next)
      return quiet === 2
    }
    await pollUntil(isOver, { everyMs: 0, complaint: `${screen} never came to rest` })
    const moved = z.array(z.string()).parse(await page.evaluate('[...window.movedWhileLoading]'))
    found.push(...moved.map((each) => `${screen}: ${each}`))
  }
  return found
}

async function answer(route: Route) {
  await route.continue()
  await (await route.request().response())?.finished()
}
