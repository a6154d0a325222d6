import { destination, type Logger, pino, stdTimeFunctions } from 'pino'
import { digest } from './identity.ts'

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

/** People are not named in logs: field with somebody's id → field with the beginning of its SHA-256 in hex. Whoever has the
 *  id finds the lines; the lines do not lead to whom they are about. */
const people = {
  ...{ userId: 'user', madeById: 'madeBy' },
  ...{ namedById: 'namedBy', removedById: 'removedBy' },
}

function unnamed(facts: Record<string, unknown>) {
  const line = { ...facts }
  for (const [field, name] of Object.entries(people)) {
    const id = line[field]
    delete line[field]
    if (typeof id === 'string') line[name] = digest(id).slice(0, 16)
  }
  return line
}

/** JSON lines on stdout: level, time (ISO), service, msg, and what the call adds. Known secrets are replaced by
 *  `[redacted]` at the top and one level down, ids of people by hashes. */
export const createLogger = (service: string, level: string): Logger =>
  pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: unnamed },
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`]),
        censor: '[redacted]',
      },
    },
    // Lines of one turn of the event loop are written together, and no request waits for it.
    destination({ fd: 1, sync: false }),
  )

/** What a request's log lines share. */
export interface LoggedRequest {
  readonly requestId: string
  readonly trace_id: string | undefined
}

export type RequestLog = ReturnType<typeof createRequestLog>

/** The log of one request: each line names it. No child logger, which every request would pay for and few use. */
export function createRequestLog(log: Logger, request: LoggedRequest) {
  const write = (level: 'debug' | 'warn' | 'error') => (facts: object, message: string) => {
    if (log.isLevelEnabled(level)) log[level]({ ...request, ...facts }, message)
  }
  return { debug: write('debug'), warn: write('warn'), error: write('error') }
}
