import type { IncomingHttpHeaders } from 'node:http'
import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node'
import type { ProcessEnv } from './env.ts'

const tracer = () => trace.getTracer('taskmate')

/** Starts tracing for the process. Without a collector the spans are not recorded, but trace ids still cross every
 *  hop and reach the logs. Returns a function that sends what is left and stops. */
export function startTracing(service: string, env: ProcessEnv): () => Promise<void> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(endpoint ? 1 : 0) }),
    spanProcessors: endpoint
      ? [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))]
      : [],
  })
  provider.register({ propagator: new W3CTraceContextPropagator() })
  return () => provider.shutdown()
}

/** Runs `work` in a server span that continues the caller's trace (`traceparent`). */
export const continueTrace = <T>(
  headers: IncomingHttpHeaders,
  name: string,
  work: (span: Span) => T,
): T =>
  context.with(propagation.extract(context.active(), headers), () =>
    tracer().startActiveSpan(name, { kind: SpanKind.SERVER }, work),
  )

/** Runs `work` in a span; a failure marks it and passes on. */
export const inSpan = <T>(
  name: string,
  work: () => Promise<T>,
  kind = SpanKind.INTERNAL,
): Promise<T> =>
  tracer().startActiveSpan(name, { kind }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })

/** Headers that carry the current trace to the next hop. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {}
  propagation.inject(context.active(), headers)
  return headers
}
