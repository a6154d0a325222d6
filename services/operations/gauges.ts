import type { JobEnv } from './env.ts'

/** Names and values of gauges that a Job leaves behind. */
export type Gauges = Readonly<Record<string, number>>

/** Sends gauges to Prometheus, which would come too late to read them. One that is away is a line on stderr and changes
 *  nothing about the Job: who never hears of a success raises the alarm. */
export async function report(env: JobEnv, job: string, gauges: Gauges) {
  if (!env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT) return
  try {
    const response = await fetch(env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(otlp(job, gauges, env.NAMESPACE)),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  } catch (error) {
    process.stderr.write(`${job}: the gauges were not taken: ${error}\n`)
  }
}

/** OTLP's JSON form: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const otlp = (job: string, gauges: Gauges, namespace: string) => ({
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: job } }] },
      scopeMetrics: [
        {
          scope: { name: 'taskmate' },
          metrics: Object.entries(gauges).map(([name, value]) => ({
            name,
            gauge: {
              dataPoints: [
                {
                  timeUnixNano: `${Date.now()}000000`,
                  asDouble: value,
                  attributes: [{ key: 'namespace', value: { stringValue: namespace } }],
                },
              ],
            },
          })),
        },
      ],
    },
  ],
})
