import type { AnyRouter } from '@tanstack/react-router'
import { createTRPCClient, httpLink } from '@trpc/client'
import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { GatewayRouter } from '../../router.ts'
import { bySegment } from '../by-segment.ts'
import { factsOf } from '../failures.ts'
import { headers, type Inputs } from '../trpc.ts'
import { watchInteractions } from './watch-interactions.ts'

type Report = Inputs['gateway']['pages']['report']
type Screen = Report['screen']

/** One page of so many tells how fast it was, and what clicks in it led to. */
const SAMPLE = 10
/** So many different errors of a page are told. */
const ERRORS = 5

/** The last part of a route → the kind of its screen. */
const screens: Record<string, Screen> = {
  ...{ home: 'home', projects: 'projects', list: 'list', board: 'board', table: 'table' },
  ...{ files: 'files', trash: 'trash', reports: 'reports', history: 'history', $key: 'task' },
}

/** Undefined where nobody is signed in: their reports are not taken. */
function screenOf(routeId: string): Screen | undefined {
  const parts = routeId.split('/').filter(Boolean)
  if (!parts.includes('signed-in')) return undefined
  if (parts.includes('settings')) return 'settings'
  if (parts.includes('dashboards')) return 'dashboards'
  return screens[parts.at(-1) ?? ''] ?? 'other'
}

let isWatched = false

/** Tells the gateway what nobody else sees: errors that nobody caught, and of some pages how long people waited. */
export function watchPage(router: AnyRouter) {
  // Another language renders everything anew.
  if (isWatched) return
  isWatched = true
  const screen = () => screenOf(router.state.matches.at(-1)?.routeId ?? '')
  const told = new Set<string>()
  const tell = (error: unknown) => {
    // What a call answers is shown in its place; only our own mistakes are told.
    if (!(error instanceof Error) || factsOf(error).status !== undefined) return
    const { message, stack } = error
    const where = screen()
    if (!where || told.has(message) || told.size >= ERRORS) return
    told.add(message)
    send({
      screen: where,
      error: { message: message.slice(0, 500), ...(stack && { stack: stack.slice(0, 4000) }) },
    })
  }
  window.addEventListener('error', ({ error }) => tell(error))
  window.addEventListener('unhandledrejection', ({ reason }) => tell(reason))
  const first = screen()
  if (!first || Math.random() * SAMPLE >= 1) return
  measure(first)
  watchInteractions((interactions) => send({ screen: screen() ?? first, interactions }))
}

/** The figures of this load, sent when the page is left or hidden for the first time. */
function measure(screen: Screen) {
  const vitals: NonNullable<Report['vitals']> = {}
  const note = ({ name, value }: Metric) => {
    if (name === 'CLS') vitals.cls = value
    else vitals[inSeconds[name]] = value / 1000
  }
  for (const watch of [onLCP, onFCP, onINP, onTTFB, onCLS]) watch(note)
  const leave = () => {
    if (document.visibilityState !== 'hidden') return
    document.removeEventListener('visibilitychange', leave)
    // The last figures are noted by listeners of this event too.
    queueMicrotask(() => send({ screen, vitals }))
  }
  document.addEventListener('visibilitychange', leave)
}

const inSeconds = { LCP: 'lcp', FCP: 'fcp', INP: 'inp', TTFB: 'ttfb' } as const

// A report goes out while its page is being left, and no click leads to it.
const own = { ...headers }
const client = createTRPCClient<GatewayRouter>({
  links: [
    bySegment((url) =>
      httpLink({
        url,
        headers: own,
        fetch: (address, options) => fetch(address, { ...options, keepalive: true }),
      }),
    ),
  ],
})

/** Nobody waits for it: a report that does not arrive is lost. */
const send = (report: Report) =>
  void client.gateway.pages.report.mutate(report).catch(() => undefined)
