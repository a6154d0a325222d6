import { headers, type Inputs } from '../trpc.ts'

type Interaction = NonNullable<Inputs['gateway']['pages']['report']['interactions']>[number]

/** So long after a press calls count as its own, in milliseconds. */
const OWN_MS = 1000
/** So many presses are remembered while their calls are on the way. */
const REMEMBERED = 20

/** So many are told at once: the gateway takes no more. */
const TOLD = 20

const presses = { click: 'click', keydown: 'key', drop: 'drop' } as const

/** Tells, for each call that a click, key or drop led to and whose trace is recorded, when it was sent and answered and
 *  when its effect showed. The browser tells us of the trace by `server-timing`, over https and on localhost only. */
export function watchInteractions(tell: (interactions: Interaction[]) => void) {
  const recent: { press: Interaction['press']; at: number }[] = []
  const begin = (press: Interaction['press'], at: number) => {
    recent.push({ press, at })
    if (recent.length > REMEMBERED) recent.shift()
    headers['x-interaction'] = '1'
    setTimeout(() => {
      if (recent.at(-1)?.at === at) delete headers['x-interaction']
    }, OWN_MS)
  }
  for (const [type, press] of Object.entries(presses))
    window.addEventListener(type, ({ timeStamp }) => begin(press, timeStamp), { capture: true })

  const take = (calls: PerformanceResourceTiming[]) => {
    const painted = performance.now()
    const interactions = calls.flatMap(({ serverTiming, startTime, responseEnd }) => {
      const traceparent = serverTiming.find(({ name }) => name === 'traceparent')?.description
      const own = recent.findLast(({ at }) => at <= startTime)
      if (!traceparent || !own) return []
      const since = (moment: number) => (moment - own.at) / 1000
      return {
        ...{ press: own.press, traceparent, sent: since(startTime), answered: since(responseEnd) },
        ...{ painted: since(painted), told: since(performance.now()) },
      }
    })
    if (interactions.length > 0) tell(interactions.slice(0, TOLD))
  }
  new PerformanceObserver((list) => {
    const calls = list.getEntries() as PerformanceResourceTiming[]
    // The frame that shows the answers comes after this one's turn.
    requestAnimationFrame(() => setTimeout(() => take(calls)))
  }).observe({ type: 'resource' })
}
