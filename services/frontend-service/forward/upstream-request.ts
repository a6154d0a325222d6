import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'

/** Responses up to this many bytes are read whole and written once; larger ones are piped. */
const WHOLE_BYTES = 256 * 1024

export interface UpstreamRequest {
  readonly url: URL
  readonly agent: Agent
  readonly path: string
  readonly method: string
  readonly headers: Record<string, string | number>
  readonly body: Buffer | undefined
  /** Time to respond, in milliseconds. */
  readonly withinMs: number
  /** Whoever waits: when it goes away, so does the question. Without one the question is asked to its end. */
  readonly client: ServerResponse | undefined
}

export interface UpstreamResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The whole body, or what came of it before `rest`. */
  readonly body: Buffer
  readonly rest?: IncomingMessage
}

const late = new Error('No response in time')
export const isLate = (error: unknown) => error === late

/** One HTTP request to a backend; null when the client went away. Fails on a connection that cannot be used and
 *  when no response comes in time. */
export function sendUpstream(upstreamRequest: UpstreamRequest): Promise<UpstreamResponse | null> {
  const { url, agent, path, method, headers, body, withinMs, client } = upstreamRequest
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
      client?.off('close', leave)
    }
    const fail = (error: Error) => {
      settle()
      reject(error)
    }
    const timer = setTimeout(() => upstream.destroy(late), withinMs)
    client?.once('close', leave)
    upstream.on('error', fail)
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
      res.on('error', fail)
    })
    upstream.end(body)
  })
}
