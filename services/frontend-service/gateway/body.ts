import type { IncomingMessage } from 'node:http'
import type { TRPCError } from '@trpc/server'
import { limits } from '../../chassis/listener.ts'
import { appError } from '../../chassis/trpc.ts'

/** Reads the body of a call whole: it is small, and a slow client then holds no connection to a backend. */
export function bodyOf(req: IncomingMessage): Promise<Buffer | undefined> {
  if (req.method !== 'POST') return Promise.resolve(undefined)
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
