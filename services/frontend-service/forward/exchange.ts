import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { Response } from 'express'

/** Answers up to this many bytes are read whole and written once; larger ones are piped. */
const WHOLE_BYTES = 256 * 1024

export interface Question {
  readonly url: URL
  readonly agent: Agent
  readonly path: string
  readonly method: string
  readonly headers: Record<string, string | number>
  readonly body: Buffer | undefined
  /** Time to answer, in milliseconds. */
  readonly withinMs: number
  /** Whoever waits; when it goes away, so does the question. */
  readonly asker: Response
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The whole body, or what came of it before `rest`. */
  readonly body: Buffer
  readonly rest?: IncomingMessage
}

const late = new Error('No answer in time')
export const isLate = (error: unknown) => error === late

/** One HTTP exchange with a backend; null when the asker went away. Fails on a connection that cannot be used and
 *  when no answer comes in time. */
export function ask(question: Question): Promise<Answer | null> {
  const { url, agent, path, method, headers, body, withinMs, asker } = question
  return new Promise((resolve, reject) => {
    const upstream = request({
      agent,
      host: url.hostname,
      port: url.port,
      path,
      method,
      headers,
    })
    const leave = () => {
      resolve(null)
      upstream.destroy()
    }
    const settle = () => {
      clearTimeout(timer)
      asker.off('close', leave)
    }
    const fail = (error: Error) => {
      settle()
      reject(error)
    }
    const timer = setTimeout(() => upstream.destroy(late), withinMs)
    asker.once('close', leave)
    upstream.once('error', fail)
    upstream.once('response', (res) => {
      const chunks: Buffer[] = []
      let size = 0
      const finish = (rest?: IncomingMessage) => {
        settle()
        res.off('data', take)
        resolve({
          status: res.statusCode ?? 502,
          headers: res.headers,
          body: Buffer.concat(chunks),
          rest,
        })
      }
      const take = (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > WHOLE_BYTES) finish(res.pause())
      }
      res.on('data', take)
      res.once('end', () => finish())
      res.once('error', fail)
    })
    upstream.end(body)
  })
}
