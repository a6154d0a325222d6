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
import type { SpanIds } from './tracing-export.ts'

const tracer = () => trace.getTracer('taskmate')

/** Who takes traces keeps those of longer requests, in milliseconds. */
export const SLOW_MS = 500

/** Trace and span by version 00 of W3C Trace Context; ids of zeros alone are none. */
const ids = '00-(?!0{32})[\\da-f]{32}-(?!0{16})[\\da-f]{16}'
const named = new RegExp(`^${ids}-0([01])$`)
/** A `traceparent` that names a recorded span. */
export const recordedSpan = new RegExp(`^${ids}-01$`)

/** Part of the requests whose trace is recorded, where traces begin. */
let sampledPart = 0

/** Records the span that `work` starts with ids that were given away before; undefined without a collector. */
let recordAs: ((ids: SpanIds, work: () => void) => void) | undefined

/** Starts tracing for the process. Without a collector no trace is recorded, but trace ids still cross every hop and
 *  reach the logs. Resolves to a function that sends what is left and stops. */
export async function startTracing(service: string, env: ProcessEnv): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT
  if (!endpoint) return async () => {}
  // Read only where there is a collector: it makes every start longer.
  const exporting = await import('./tracing-export.ts')
  sampledPart = env.OTEL_TRACES_SAMPLER_ARG
  recordAs = exporting.recordAs
  return exporting.exportTraces(service, endpoint)
}

/** Runs `work` within the trace that `headers` name, or a new one. Headers of browsers (`isEdge`) name none: there it is
 *  decided whether the trace is recorded. One that is not makes no objects; it is the text in `headers.traceparent`, and
 *  `work` gets no span. A page that will tell of the click behind its call (`x-interaction`) is told in which trace and
 *  as which span: `interaction`. */
export function continueTrace<T>(
  headers: IncomingHttpHeaders,
  isEdge: boolean,
  name: string,
  work: (span: Span | undefined, interaction?: string) => T,
): T {
  const told = isEdge ? undefined : named.exec(`${headers.traceparent}`)
  const isRecorded = told ? told[1] === '1' : isEdge && Math.random() < sampledPart
  if (!isRecorded) {
    if (!told) headers.traceparent = newTraceparent(0)
    return work(undefined)
  }
  const interaction = isEdge && headers['x-interaction'] ? newTraceparent(1) : undefined
  if (interaction) headers.traceparent = interaction
  const parent = told || interaction ? propagation.extract(ROOT_CONTEXT, headers) : ROOT_CONTEXT
  return tracer().startActiveSpan(name, { kind: SpanKind.SERVER }, parent, (span) => {
    Object.assign(headers, traceHeaders())
    return work(span, interaction)
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

function newTraceparent(flags: 0 | 1) {
  const id = randomUUID().replaceAll('-', '')
  return `00-${id}-${id.slice(0, 16)}-0${flags}`
}

/** A click, key press or drop of which a page tells once its effect shows. Moments are seconds since the press. */
export interface Interaction {
  /** What the page was told when it called: `continueTrace`. */
  readonly traceparent: string
  readonly sent: number
  readonly answered: number
  readonly painted: number
  readonly told: number
}

/** Records the span in which the trace of a call began: from the press until its effect showed. The page's clock is not
 *  asked. */
export function recordInteraction(name: string, interaction: Interaction) {
  const { traceparent, sent, answered, painted, told } = interaction
  const [, traceId = '', spanId = ''] = traceparent.split('-')
  const pressed = Date.now() - told * 1000
  recordAs?.({ traceId, spanId }, () => {
    const span = tracer().startSpan(name, {
      ...{ kind: SpanKind.CLIENT, root: true, startTime: pressed },
    })
    span.addEvent('sent', pressed + sent * 1000)
    span.addEvent('answered', pressed + answered * 1000)
    span.end(pressed + painted * 1000)
  })
}
