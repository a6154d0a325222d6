import { trace } from '@opentelemetry/api'
import { type Logger, pino, stdTimeFunctions } from 'pino'

export type { Logger }

/** Never written to a log, wherever they turn up. */
const secrets = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  'authorization',
  'DATABASE_PASSWORD',
  'RAILS_MASTER_KEY',
]

/** JSON lines on stdout: level, time (ISO), service, msg, trace_id of the current span, and what the call adds.
 *  Known secrets are replaced by `[redacted]` at the top and one level down. */
export const createLogger = (service: string, level: string): Logger =>
  pino({
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: secrets.flatMap((name) => [name, `*.${name}`]),
      censor: '[redacted]',
    },
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext()
      return span ? { trace_id: span.traceId } : {}
    },
  })
