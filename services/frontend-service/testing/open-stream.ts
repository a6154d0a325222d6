import { get } from 'node:http'
import { pollUntil } from '../../chassis/poll-until.ts'
import type { LiveEvent } from '../live/viewer.ts'
import type { Browser } from './browser.ts'

interface Asked {
  readonly workspaceId: string
  readonly after?: number
  readonly url?: string
}

/** The stream as the browser's EventSource would read it, with what it could not: when it ended. */
export function openStream(
  person: Pick<Browser, 'cookie' | 'url'>,
  { workspaceId, after, url = person.url }: Asked,
) {
  const events: LiveEvent[] = []
  const kinds: string[] = []
  const answered: { status?: number } = {}
  const lastEventId = after === undefined ? {} : { lastEventId: String(after) }
  const input = encodeURIComponent(JSON.stringify({ workspaceId, ...lastEventId }))
  let stop = () => {}
  let ready = () => {}
  const connected = new Promise<void>((resolve) => {
    ready = resolve
  })
  const ended = new Promise<void>((resolve) => {
    const headers = { cookie: person.cookie(), accept: 'text/event-stream' }
    const req = get(`${url}/trpc/gateway/live.events?input=${input}`, { headers }, (res) => {
      answered.status = res.statusCode
      let text = ''
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) {
          const kind = /^event: (.*)$/m.exec(block)?.[1] ?? 'message'
          const data = /^data: (.+)$/m.exec(block)?.[1]
          if (kind === 'connected') ready()
          if (block.trim()) kinds.push(kind)
          if (kind === 'message' && data) events.push(JSON.parse(data))
        }
      })
      res.once('close', resolve).on('error', () => {})
    })
    req.on('error', () => resolve())
    stop = () => req.destroy()
  })
  const until = (enough: () => boolean) => pollUntil(enough)
  return { events, kinds, answered, connected, ended, until, stop: () => stop() }
}
