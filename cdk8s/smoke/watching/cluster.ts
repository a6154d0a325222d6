import { execFileSync } from 'node:child_process'

/** What watches in one namespace, by the addresses of its services. */
export function watchersOf(namespace: string) {
  const addressOf = (service: string, port: number, where = namespace) => {
    const ip = kubectl(
      ...['get', 'service', service, '-n', where, '-o', 'jsonpath={.spec.clusterIP}'],
    )
    return `http://${ip}:${port}`
  }
  const prometheus = addressOf('prometheus', 9090)
  const logs = addressOf('victoria-logs', 9428)
  const jaeger = addressOf('jaeger', 16_686)
  const pager = addressOf('pager', 8080, 'outside')
  return {
    /** An instant query: one sample per series. */
    async series(query: string): Promise<Series[]> {
      const { data } = await got<{ data: { result: Series[] } }>(
        `${prometheus}/api/v1/query?${new URLSearchParams({ query })}`,
      )
      return data.result
    },
    /** Labels of the exemplars of the last minute. */
    async exemplars(query: string): Promise<Labels[]> {
      const now = Date.now() / 1000
      const window = { query, start: String(now - 60), end: String(now + 60) }
      const { data } = await got<{ data: { exemplars: { labels: Labels }[] }[] }>(
        `${prometheus}/api/v1/query_exemplars?${new URLSearchParams(window)}`,
      )
      return data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels))
    },
    async rows(query: string): Promise<Labels[]> {
      const response = await fetch(`${logs}/select/logsql/query`, {
        method: 'POST',
        body: new URLSearchParams({ query, limit: '5000' }),
      })
      const lines = (await response.text()).split('\n').filter(Boolean)
      return lines.map((line) => JSON.parse(line))
    },
    /** Names of a trace's spans, of all services; none where the trace is not known. */
    async spans(traceId: string): Promise<string[]> {
      const { data } = await got<{ data?: { spans: { operationName: string }[] }[] }>(
        `${jaeger}/api/traces/${traceId}`,
      )
      return (data ?? []).flatMap((trace) => trace.spans.map(({ operationName }) => operationName))
    },
    calls: (): Promise<Call[]> => got(pager),
  }
}

type Labels = Readonly<Record<string, string>>
interface Series {
  readonly metric: Labels
  readonly value: readonly [number, string]
}
interface Call {
  readonly to: string
  readonly status: 'firing' | 'resolved'
  readonly alert: string
  readonly runbook: string
}

export const kubectl = (...args: string[]) => execFileSync('kubectl', args, { encoding: 'utf8' })

/** Programs of others: their answers have the shape that their documents say. */
const got = async <T>(url: string): Promise<T> => JSON.parse(await (await fetch(url)).text())
