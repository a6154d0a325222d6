import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  RandomIdGenerator,
} from '@opentelemetry/sdk-trace-node'

export interface SpanIds {
  readonly traceId: string
  readonly spanId: string
}

const random = new RandomIdGenerator()
let given: SpanIds | undefined

/** The span that `work` starts has these ids. */
export function recordAs(ids: SpanIds, work: () => void) {
  given = ids
  try {
    work()
  } finally {
    given = undefined
  }
}

/** Records traces and sends them to the collector at `endpoint`; returns how to send what is left and stop. */
export function exportTraces(service: string, endpoint: string): () => Promise<void> {
  const provider = new NodeTracerProvider({
    idGenerator: {
      generateTraceId: () => given?.traceId ?? random.generateTraceId(),
      generateSpanId: () => given?.spanId ?? random.generateSpanId(),
    },
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [
      // Somebody who looks for a request that just failed waits no five seconds.
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), {
        scheduledDelayMillis: 1000,
      }),
    ],
  })
  provider.register({ propagator: new W3CTraceContextPropagator() })
  return () => provider.shutdown()
}
