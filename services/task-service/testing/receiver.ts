import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { pollUntil } from '../../chassis/poll-until.ts'

interface Received {
  readonly id: string
  readonly type: string
  readonly path: string
  readonly body: string
  readonly headers: IncomingHttpHeaders
  readonly data: { readonly [field: string]: unknown }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** A server that webhooks may be sent to, as somebody else would write it. It answers 204 unless told otherwise. */
export async function startReceiver() {
  const received: Received[] = []
  let reply = (res: ServerResponse): unknown => res.writeHead(204).end()
  const server = createServer(async (req, res) => {
    const body = await text(req)
    const { type, data } = JSON.parse(body)
    const id = String(req.headers['webhook-id'])
    received.push({ id, type, data, body, path: String(req.url), headers: req.headers })
    reply(res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next: typeof reply) => {
      reply = next
    },
    /** Waits for so many requests of a type, or of any. */
    until: (count: number, type?: string) =>
      pollUntil(() => received.filter((one) => !type || one.type === type), {
        isEnough: (some) => some.length >= count,
      }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Throws where the message was not signed with the secret. */
export const verified = (secret: string, { body, headers }: Received) =>
  new Webhook(secret).verify(body, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  })
