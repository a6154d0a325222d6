import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { ProcessEnv } from './env.ts'

const tracer = () => trace.getTracer('taskmate')

/** Who takes traces keeps those of longer requests, in milliseconds. */
export const SLOW_MS = 500

/** Part of the requests whose trace is recorded, where traces begin. */
let sampledPart = 0

/** Starts tracing for the process. Without a collector no trace is recorded, but trace ids still cross every hop and
 *  reach the logs. Resolves to a function that sends what is left and stops. */
export async function startTracing(service: string, env: ProcessEnv): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return async () => {}
  // Read only where there is a collector: it makes every start longer.
  const { exportTraces } = await import('./tracing-export.ts')
  sampledPart = env.OTEL_TRACES_SAMPLER_ARG
  return exportTraces(service, endpoint)
}

/** Runs `work` within the trace that `headers` name, or a new one. Headers of browsers (`isEdge`) name none: there it is
 *  decided whether the trace is recorded. One that is not makes no objects; it is the text in `headers.traceparent`, and
 *  `work` gets no span. */
export function continueTrace<T>(
  headers: IncomingHttpHeaders,
  isEdge: boolean,
  name: string,
  work: (span: Span | undefined) => T,
): T {
  const told = isEdge
    ? undefined
    : /^00-[\da-f]{32}-[\da-f]{16}-0([01])$/.exec(`${headers.traceparent}`)
  const isRecorded = told ? told[1] === '1' : isEdge && Math.random() < sampledPart
  if (!isRecorded) {
    if (!told) headers.traceparent = unrecorded()
    return work(undefined)
  }
  const parent = told ? propagation.extract(ROOT_CONTEXT, headers) : ROOT_CONTEXT
  return tracer().startActiveSpan(name, { kind: SpanKind.SERVER }, parent, (span) => {
    Object.assign(headers, traceHeaders())
    return work(span)
  })
}

/** Runs `work` in a span of the trace that is being recorded, if one is; a failure marks it and passes on. */
export async function inSpan<T>(
  name: string,
  work: () => Promise<T>,
  kind = SpanKind.INTERNAL,
): Promise<T> {
  if (!isRecording()) return work()
  return tracer().startActiveSpan(name, { kind }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** Whether the current work belongs to a trace that is recorded. */
export const isRecording = () => trace.getActiveSpan()?.isRecording() === true

/** Headers that carry the trace to the next hop; `traceparent` is the one of a request whose trace is not recorded. */
export function traceHeaders(traceparent?: string): Record<string, string> {
  if (!isRecording()) return traceparent ? { traceparent } : {}
  const headers: Record<string, string> = {}
  propagation.inject(context.active(), headers)
  return headers
}

/** The trace's id in a `traceparent`, 32 hexadecimal digits. */
export const traceIdOf = (traceparent: string | undefined) => traceparent?.slice(3, 35)

function unrecorded() {
  const id = randomUUID().replaceAll('-', '')
  return `00-${id}-${id.slice(0, 16)}-00`
}
