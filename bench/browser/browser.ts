import type { Browser, Page } from 'playwright-core'
import { openChromium, pageOf } from '../../services/testing/chromium.ts'
import { type Goal, judged, quantile, type Result } from '../goals.ts'
import type { System } from '../system.ts'
import { startBarePage } from './bare-page.ts'
import { CARDS, MANY, personWithBoards } from './board-data.ts'
import {
  dragged,
  focusFirst,
  keyToPaint,
  largestPaint,
  pressings,
  scriptOfSteps,
  scrolled,
} from './measure.ts'

/** Two pairs each, in the order A B B A. */
const BLOCKS = 2
/** After so many milliseconds each figure gets one slice of two pairs only. */
const LIMIT_MS = 90_000
const SLOWER = 4
const PRESSES = 3
const STEPS = 20

/** What people feel in a browser, each beside a page without any library in the same browser. */
export async function browserFeel(system: System, say: (found: readonly Result[]) => void) {
  const [chromium, bare] = await Promise.all([openChromium(), startBarePage()])
  try {
    const screens = await screensOf(chromium, system, bare.url)
    say(await boardPaint(screens))
    for (const view of ['list', 'board'] as const) await inView(screens, view, say)
    // There letters are written into cells.
    const pages = await sidesOf(screens, 'table')
    say(await scrolling(pages, 'table', screens.until))
    for (const page of Object.values(pages)) await page.context().close()
    say(await dragging(screens))
  } finally {
    await chromium.close()
    bare.close()
  }
}

type Screens = Awaited<ReturnType<typeof screensOf>>
type View = 'list' | 'board' | 'table'

/** Opens the product's pages and bare ones; each in a context of its own, so that nothing is in the cache. */
async function screensOf(chromium: Browser, system: System, bareUrl: string) {
  const person = await personWithBoards(system)
  const { page: first, workspace } = await pageOf(chromium, person.url, person)
  const storageState = await first.context().storageState()
  await first.context().close()
  const viewport = { width: 1280, height: 800 }
  const addresses = {
    subject: (view: View, key: string) => `${person.url}/w/${workspace}/p/${key}/${view}`,
    bare: (view: View, key: string) => `${bareUrl}/${view}/${key === 'MANY' ? MANY : CARDS}`,
  }
  const fresh = async () =>
    (await chromium.newContext({ locale: 'en-GB', viewport, storageState })).newPage()
  const open = async (side: Side, view: View, key: string) => {
    const page = await fresh()
    await page.goto(addresses[side](view, key))
    await focusFirst(page)
    return page
  }
  return { addresses, fresh, open, until: performance.now() + LIMIT_MS }
}

async function boardPaint({ addresses, fresh, until }: Screens) {
  const paint = async (side: Side) => {
    const page = await fresh()
    const ms = await largestPaint(page, addresses[side]('board', 'SOME'), SLOWER)
    await page.context().close()
    return [ms]
  }
  return felt({
    id: 'browser-lcp',
    what: `board of ${CARDS} cards, empty cache, processor ${SLOWER} times slower`,
    figure: 'largest paint, ms',
    goal: { atMost: 1500 },
    pairs: await inPairs(paint, until),
  })
}

const sidesOf = async ({ open }: Screens, view: View) => ({
  subject: await open('subject', view, 'MANY'),
  bare: await open('bare', view, 'MANY'),
})

async function inView(screens: Screens, view: View, say: (found: readonly Result[]) => void) {
  const pages = await sidesOf(screens, view)
  for (const [name, pressing] of Object.entries(pressings))
    say(
      felt({
        id: `browser-${view}-${name}`,
        what: `${name} on the ${view} of ${MANY} tasks`,
        figure: 'key → paint, ms',
        goal: { atMost: 100 },
        pairs: await inPairs((side) => keyToPaint(pages[side], pressing, PRESSES), screens.until),
      }),
    )
  say(
    felt({
      id: `browser-${view}-step`,
      what: `J on the ${view} of ${MANY} tasks`,
      figure: 'script, ms',
      pairs: await inPairs(
        async (side) => [await scriptOfSteps(pages[side], STEPS)],
        screens.until,
      ),
    }),
  )
  say(await scrolling(pages, view, screens.until))
  for (const page of Object.values(pages)) await page.context().close()
}

async function scrolling(pages: Record<Side, Page>, view: View, until: number): Promise<Result[]> {
  let nodes = 0
  const scroll = async (side: Side) => {
    const found = await scrolled(pages[side])
    if (side === 'subject') nodes = Math.max(nodes, found.nodes)
    return [found.inTime]
  }
  return [
    ...felt({
      id: `browser-${view}-scroll`,
      what: `${view} of ${MANY} tasks, scrolled by 3,600 px a second`,
      figure: '% of frames ≤ 17 ms',
      goal: { atLeast: 95 },
      pairs: await inPairs(scroll, until),
    }),
    {
      id: `browser-${view}-nodes`,
      what: '',
      figure: 'elements',
      atMost: 1500,
      value: nodes,
      spread: [nodes, nodes],
      verdict: nodes <= 1500 ? 'met' : 'missed',
    },
  ]
}

async function dragging({ open, until }: Screens) {
  const pages = {
    subject: await open('subject', 'board', 'SOME'),
    bare: await open('bare', 'board', 'SOME'),
  }
  const pairs = await inPairs(async (side) => [await dragged(pages[side])], until)
  for (const page of Object.values(pages)) await page.context().close()
  return felt({
    id: 'browser-drag',
    what: `a card dragged in 40 steps over a board of ${CARDS}`,
    figure: 'script, ms',
    goal: { atMost: 50 },
    pairs,
  })
}

type Side = 'subject' | 'bare'
type Pair = Record<Side, number>

/** Medians of each slice. */
async function inPairs(slice: (side: Side) => Promise<number[]>, until: number) {
  const median = async (side: Side) => quantile(await slice(side), 0.5)
  const pairs: Pair[] = []
  for (let block = 0; block < BLOCKS; block++) {
    if (block > 0 && performance.now() > until) break
    const first = { subject: await median('subject'), bare: await median('bare') }
    const second = { bare: await median('bare'), subject: await median('subject') }
    pairs.push(first, second)
  }
  return pairs
}

interface Felt {
  readonly id: string
  readonly what: string
  readonly figure: string
  readonly goal?: Omit<Goal, 'figure'>
  readonly pairs: readonly Pair[]
}

/** The figure as people feel it, against its goal, and divided by the bare page's: that survives a busy machine. */
function felt({ id, what, figure, goal = {}, pairs }: Felt): Result[] {
  const values = pairs.map(({ subject }) => subject)
  const ratios = judged(
    pairs.map(({ subject, bare }) => subject / bare),
    {},
  )
  const bare = quantile(
    pairs.map((pair) => pair.bare),
    0.5,
  )
  const absolute = { id, what, figure, ...goal, ...judged(values, goal) }
  // Where the machine let no frame of the bare page come in time.
  if (!Number.isFinite(ratios.value)) return [absolute]
  const note = `bare page ${bare.toFixed(1)}`
  return [absolute, { id, what: '', figure: '÷ a bare page', ...ratios, note }]
}
