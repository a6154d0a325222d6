import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type CallContext, callHeaders } from '../../chassis/client.ts'
import { deadlineHeader } from '../../chassis/deadline.ts'
import type { Signer } from '../../chassis/identity.ts'
import type { FrontendEnv } from '../env.ts'

const agent = new Agent({ keepAlive: true, timeout: 60_000 })

/** How often a file is asked for while other downloads of its reader are in its way, or file-service is away. */
const TRIES = 5

/** Why a file is not there: it was deleted or closed to its reader meanwhile, or its stored bytes are not those that were uploaded. */
export type Missing = 'gone' | 'damaged'

const failure = z.object({
  error: z.object({
    data: z.object({ code: z.string(), retryAfterSeconds: z.number().optional() }),
  }),
})

/** Opens files at file-service as a download of theirs would: each in somebody's name, who may read it at that moment. */
export function createFileFetch(env: FrontendEnv, sign: Signer) {
  const { hostname, port } = new URL(env.FILE_SERVICE_URL)
  const idleMs = env.UPLOAD_IDLE_SECONDS * 1000

  const open = async (id: string, context: CallContext, signal: AbortSignal) => {
    // A transfer lives as long as bytes move: it has no deadline.
    const { [deadlineHeader]: _, ...headers } = await callHeaders(sign, 'file-service', context)
    const path = `/files/${id}/content`
    const req = request({ agent, host: hostname, port, path, headers })
    const stop = () => req.destroy(new Error('Nobody wants it any more'))
    signal.addEventListener('abort', stop)
    req.once('close', () => signal.removeEventListener('abort', stop))
    req.setTimeout(idleMs, () => req.destroy(new Error('Nothing moved')))
    // Whoever waits for the answer or reads it is told of a break; the request tells it once more.
    req.on('error', () => {})
    req.end()
    const [answer]: IncomingMessage[] = await once(req, 'response')
    if (!answer) throw new Error('A response without an answer')
    return answer
  }

  return async function fetchFile(
    id: string,
    context: CallContext,
    signal: AbortSignal,
  ): Promise<IncomingMessage | Missing> {
    for (let nth = 1; ; nth += 1) {
      const answer = await open(id, context, signal)
      if (answer.statusCode === 200) return answer
      const { code, retryAfterSeconds = 2 } = failure.parse(await json(answer)).error.data
      if (code === 'NOT_FOUND' || code === 'FORBIDDEN') return 'gone'
      if (code === 'UNPROCESSABLE_CONTENT') return 'damaged'
      if (code !== 'SERVICE_UNAVAILABLE' || nth === TRIES)
        throw new Error(`file-service answered ${answer.statusCode} ${code}`)
      await wait(retryAfterSeconds * 1000, undefined, { signal })
    }
  }
}
export type FetchFile = ReturnType<typeof createFileFetch>
