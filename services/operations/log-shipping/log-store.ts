import { nanosOf } from './row.ts'

export type LogStore = ReturnType<typeof logStoreOf>

/** VictoriaLogs: takes rows, and knows how far each container's log was taken. */
export function logStoreOf(url: string) {
  return {
    /** False where the store will never take them: asking again would not help. */
    async take(rows: readonly string[], signal: AbortSignal): Promise<boolean> {
      const response = await fetch(
        `${url}/insert/jsonline?_stream_fields=app,container,pod&_time_field=_time&_msg_field=_msg`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/stream+json' },
          body: rows.join('\n'),
          signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
        },
      )
      await response.body?.cancel()
      if (response.status >= 500) throw new Error(`the store answered ${response.status}`)
      return response.ok
    },
    /** `pod/container` → the moment of its last row of the last day. */
    async newest(signal: AbortSignal): Promise<Map<string, bigint>> {
      const query = '_time:1d | stats by (pod, container) max(_time) newest'
      const response = await fetch(`${url}/select/logsql/query`, {
        method: 'POST',
        body: new URLSearchParams({ query }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      })
      if (!response.ok) throw new Error(`the store answered ${response.status}`)
      const found = new Map<string, bigint>()
      for (const line of (await response.text()).split('\n').filter(Boolean)) {
        const { pod, container, newest } = JSON.parse(line)
        const nanos = nanosOf(newest)
        if (nanos !== undefined) found.set(`${pod}/${container}`, nanos)
      }
      return found
    },
  }
}
