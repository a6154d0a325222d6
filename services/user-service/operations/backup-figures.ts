import http from 'node:http'
import https from 'node:https'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { timeoutMs } from '../../chassis/env.ts'
import type { UserEnv } from '../env.ts'

/** So long Prometheus may take, in milliseconds. */
const WAIT_MS = 1000
/** Prometheus keeps 15 days. */
const KNOWN_DAYS = 14

/** Samples as they were sent, each with its time in epoch seconds. */
const samplesOf = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
})

interface Known {
  readonly state: 'known'
  /** Null where none succeeded in the last 14 days. */
  readonly at: string | null
  readonly bytes: number | null
  /** The last restore drill. */
  readonly drill: { readonly at: string; readonly isGood: boolean } | null
}

/** `none`: nothing here says whether there are backups. `away`: who knows does not answer. */
export type BackupFigures = () => Promise<
  Known | { readonly state: 'none' } | { readonly state: 'away' }
>

/** When the last backup and the last restore drill were, by the figures that their Jobs leave in Prometheus
 *  (services/operations/gauges.ts): no service of ours reads the backups themselves, or may. */
export const backupFigures =
  ({ PROMETHEUS_URL: base, PROMETHEUS_NAMESPACE: namespace }: Settings): BackupFigures =>
  async () =>
    base ? known(base, namespace).catch(() => ({ state: 'away' as const })) : { state: 'none' }

type Settings = Pick<UserEnv, 'PROMETHEUS_URL' | 'PROMETHEUS_NAMESPACE'>

async function known(base: string, namespace: string | undefined): Promise<Known> {
  const url = new URL(`${base.replace(/\/+$/, '')}/api/v1/query`)
  const ours = namespace ? `,namespace="${namespace}"` : ''
  url.searchParams.set('query', `{__name__=~"backup_.+"${ours}}[${KNOWN_DAYS}d]`)
  const { data } = samplesOf.parse(await answerOf(url))
  const samples = (name: string) =>
    data.result
      .flatMap(({ metric, values }) => (metric.__name__ === name ? values : []))
      .sort(([one], [other]) => one - other)
  // The drill tells of the backup that it restored, which may be an older one.
  const times = samples('backup_last_success_timestamp_seconds').map(([, value]) => Number(value))
  const size = samples('backup_size_bytes').at(-1)
  const drill = samples('backup_last_restore_ok').at(-1)
  return {
    state: 'known',
    at: times.length > 0 ? isoOf(Math.max(...times)) : null,
    bytes: size ? Number(size[1]) : null,
    drill: drill ? { at: isoOf(drill[0]), isGood: drill[1] === '1' } : null,
  }
}

/** What is read as JSON within the time, whatever its status: a refusal has another form. */
const answerOf = (url: URL) =>
  new Promise<unknown>((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http
    const signal = AbortSignal.timeout(timeoutMs(WAIT_MS))
    get(url, { signal }, (res) => json(res).then(resolve, reject)).on('error', reject)
  })

const isoOf = (epochSeconds: number) => new Date(epochSeconds * 1000).toISOString()
