import type { JobEnv } from './env.ts'

/** Names and values of gauges that a Job leaves behind. */
export type Gauges = Readonly<Record<string, number>>

/** Sends gauges to the collector, which keeps them for Prometheus after the Job has gone. A collector that is away is a
 *  line on stderr and changes nothing about the Job: staleness of the gauge raises the alarm. */
export async function report(env: JobEnv, job: string, gauges: Gauges) {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return
  try {
    const response = await fetch(`${env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(otlp(job, gauges)),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  } catch (error) {
    process.stderr.write(`${job}: the collector did not take the gauges: ${error}\n`)
  }
}

/** OTLP's JSON form: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const otlp = (job: string, gauges: Gauges) => ({
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: job } }] },
      scopeMetrics: [
        {
          scope: { name: 'taskmate' },
          metrics: Object.entries(gauges).map(([name, value]) => ({
            name,
            gauge: {
              dataPoints: [{ timeUnixNano: `${Date.now()}000000`, asDouble: value }],
            },
          })),
        },
      ],
    },
  ],
})
