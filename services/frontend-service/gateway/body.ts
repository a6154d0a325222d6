import type { IncomingMessage } from 'node:http'
import type { TRPCError } from '@trpc/server'
import { limits } from '../../chassis/listener.ts'
import { appError } from '../../chassis/trpc.ts'

/** The body of a call, and who sent it: a session or a token may end while a slow body is on its way, so it is read
 *  again then. */
export async function sentBy<Caller>(
  req: IncomingMessage,
  caller: Caller | null,
  readAgain: () => Promise<Caller | null>,
  methods: readonly string[] = ['POST'],
) {
  const isSlow = !req.complete
  const body = methods.includes(req.method ?? '') ? await bodyOf(req) : undefined
  return { body, caller: isSlow && caller ? await readAgain() : caller }
}

/** Reads a body whole: it is small, and a slow client then holds no connection to a backend. */
function bodyOf(req: IncomingMessage): Promise<Buffer> {
  if (Number(req.headers['content-length']) > limits.maxBodySize) throw tooLarge()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (error?: TRPCError) => {
      req.off('data', take).off('end', settle)
      if (error) reject(error)
      else resolve(Buffer.concat(chunks))
    }
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > limits.maxBodySize) settle(tooLarge())
    }
    req.on('data', take).once('end', settle)
  })
}

const tooLarge = () =>
  appError('PAYLOAD_TOO_LARGE', 'The request is too large', { limit: limits.maxBodySize })
