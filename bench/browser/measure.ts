import type { CDPSession, Page } from 'playwright-core'
import { z } from 'zod'
import { untilTrue } from '../../services/testing/chromium.ts'

const numbers = z.array(z.number())
const shown = '[...document.querySelectorAll("a[data-task]")].find((link) => link.offsetParent)'

/** Waits for the first task, and gives it the focus. */
export async function focusFirst(page: Page) {
  await untilTrue(page, `${shown} !== undefined`)
  await page.evaluate(`${shown}.focus()`)
}

/** Time from the request until the largest text of the page is painted, in milliseconds, with a processor `slower` times as
 *  slow and nothing in the cache. */
export async function largestPaint(page: Page, url: string, slower: number) {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await page.goto(url)
  await untilTrue(page, `${shown} !== undefined`)
  return z.number().parse(
    await page.evaluate(`new Promise((resolve) => {
      let last = 0
      new PerformanceObserver((list) => { last = list.getEntries().at(-1).startTime })
        .observe({ type: 'largest-contentful-paint', buffered: true })
      setTimeout(() => resolve(last), 1000)
    })`),
  )
}

/** What a key brings: an expression that becomes true once it is there, `before` being the task that had the focus. */
export interface Pressing {
  readonly key: string
  readonly brings: string
  /** Pressed afterwards, so that the next press finds the page as it was. */
  readonly back?: string
  readonly isBack?: string
}

const inFocus = 'document.activeElement'

const menu = {
  brings: `document.querySelector('[role=menu]') && !${inFocus}.dataset.task`,
  back: 'Escape',
  isBack: `${inFocus}.dataset.task === before`,
}

export const pressings = {
  J: { key: 'j', brings: `${inFocus}.dataset.task && ${inFocus}.dataset.task !== before` },
  K: { key: 'k', brings: `${inFocus}.dataset.task && ${inFocus}.dataset.task !== before` },
  Space: {
    key: ' ',
    brings: `${inFocus}.localName === 'aside'`,
    back: 'Escape',
    isBack: `${inFocus}.dataset.task === before`,
  },
  S: { key: 's', ...menu },
  P: { key: 'p', ...menu },
  A: { key: 'a', ...menu },
  F: {
    key: 'f',
    // A list leaves it out; on a board it goes to another column.
    brings: `[...document.querySelectorAll('a')].every((a) =>
      a.dataset.task !== before || a.closest('section') !== column)`,
  },
  Q: {
    key: 'q',
    brings: `${inFocus}.closest('[role=dialog]') && /INPUT|TEXTAREA/.test(${inFocus}.tagName)`,
    back: 'Escape',
    isBack: `!document.querySelector('[role=dialog]')`,
  },
} satisfies Record<string, Pressing>

/** Milliseconds from a key press until what it brings is painted, median of `times`. */
export async function keyToPaint(
  page: Page,
  { key, brings, back, isBack }: Pressing,
  times: number,
) {
  const found: number[] = []
  for (let time = 0; time < times; time++) {
    found.push(await pressed(page, key, brings))
    if (back && isBack) await pressed(page, back, isBack)
  }
  return found
}

async function pressed(page: Page, key: string, brings: string) {
  const task = key === 'Escape' ? 'globalThis.before' : `${inFocus}.dataset.task`
  // In two steps: a key may otherwise overtake what listens for it.
  await page.evaluate(`{
    const before = globalThis.before = ${task}
    const column = ${inFocus}.closest('section')
    let at
    addEventListener('keydown', ({ timeStamp }) => { at = timeStamp }, { capture: true, once: true })
    globalThis.painted = new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now() - at)
      const look = () => (at !== undefined && (${brings}) ? port2.postMessage(0) : requestAnimationFrame(look))
      requestAnimationFrame(look)
      setTimeout(() => reject(new Error(at ? 'nothing came of ${key}' : '${key} did not arrive')), 20000)
    })
    void globalThis.painted.catch(() => {})
  }`)
  await page.keyboard.press(key)
  return z.number().parse(await page.evaluate('globalThis.painted'))
}

const FRAMES = 150
const STEP_PX = 60
/** No slice lasts longer, however late its frames come. */
const SCROLL_MS = 5000

/** Scrolls the longest column or list by 3,600 px a second. Resolves to the part of frames that came within 17 ms of the one
 *  before, in percent, and to the most elements that were in the page. */
export async function scrolled(page: Page) {
  const { late, nodes } = z.object({ late: numbers, nodes: z.number() }).parse(
    await page.evaluate(`new Promise((resolve) => {
      const boxes = [...document.querySelectorAll('#main, #main *')]
        .filter((box) => box.clientHeight > 100 && /auto|scroll/.test(getComputedStyle(box).overflowY))
      const box = boxes.sort((a, b) => b.scrollHeight - a.scrollHeight)[0]
      const late = []
      const began = performance.now()
      let last, nodes = 0, frame = 0
      const step = (at) => {
        if (last !== undefined) late.push(at - last)
        last = at
        box.scrollTop += ${STEP_PX}
        if (frame % 30 === 0) nodes = Math.max(nodes, document.querySelectorAll('*').length)
        if (frame++ < ${FRAMES} && performance.now() - began < ${SCROLL_MS}) requestAnimationFrame(step)
        else resolve({ late, nodes })
      }
      requestAnimationFrame(step)
    })`),
  )
  const inTime = late.filter((ms) => ms <= 17).length
  return { inTime: (100 * inTime) / late.length, nodes }
}

const DRAG_STEPS = 40

/** Milliseconds of script while a card is dragged over the other columns in 40 steps; it is dropped where nothing takes it. */
export async function dragged(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const card = z
    .object({ x: z.number(), y: z.number() })
    .parse(await page.evaluate(`(({ x, y }) => ({ x, y }))(${shown}.getBoundingClientRect())`))
  await page.mouse.move(card.x + 10, card.y + 5)
  await page.mouse.down()
  await page.mouse.move(card.x + 20, card.y + 15, { steps: 3 })
  const before = await scriptMs(session)
  await page.mouse.move(card.x + 800, card.y + 300, { steps: DRAG_STEPS })
  const took = (await scriptMs(session)) - before
  await page.mouse.move(600, 10)
  await page.mouse.up()
  await session.detach()
  return took
}

/** Milliseconds of script for each of `times` presses of J. */
export async function scriptOfSteps(page: Page, times: number) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const before = await scriptMs(session)
  for (let time = 0; time < times; time++) await page.keyboard.press('j')
  const took = (await scriptMs(session)) - before
  await session.detach()
  return took / times
}

async function scriptMs(session: CDPSession) {
  const { metrics } = await session.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN)
}
