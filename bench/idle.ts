import { setTimeout as sleep } from 'node:timers/promises'
import { services } from '../services/catalog.ts'
import { openStream } from '../services/frontend-service/testing/open-stream.ts'
import type { Result } from './goals.ts'
import { cpuOf, familyOf, usedSince } from './machine.ts'
import type { System } from './system.ts'

const SETTLE_MS = 60_000
const MEASURED_MS = 60_000

/** CPU time of services and PostgreSQL at rest, in percent of one core, while one person has a live stream open. What
 *  others do on the machine hardly matters to it, so it is measured once. */
export async function idleCost({ running, roots, places, sessions }: System): Promise<Result[]> {
  const [place] = places.live
  if (!place) throw new Error('nobody to look on')
  const person = {
    cookie: () => sessions.get(place.userId)?.cookie ?? '',
    url: running.urls['frontend-service'],
  }
  const stream = openStream(person, { workspaceId: place.workspaceId })
  await stream.connected
  await sleep(SETTLE_MS)
  const parts = [...services.map(({ name }) => name), 'postgres'].map((name) => {
    const root = [roots[name] ?? 0]
    return { name, root, before: cpuOf(familyOf(root)) }
  })
  await sleep(MEASURED_MS)
  const used = parts.map(({ name, root, before }) => ({
    name,
    percent: (100 * usedSince(before, familyOf(root))) / MEASURED_MS,
  }))
  stream.stop()
  const value = used.reduce((sum, { percent }) => sum + percent, 0)
  return [
    {
      id: 'idle',
      what: 'services and PostgreSQL at rest, one stream open',
      figure: '% of a core',
      atMost: 2,
      value,
      spread: [value, value],
      verdict: value <= 2 ? 'met' : 'missed',
      note: used.map(({ name, percent }) => `${name} ${percent.toFixed(2)}`).join(', '),
    },
  ]
}
