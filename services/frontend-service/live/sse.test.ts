import { expect, test } from '@jest/globals'
import { initTRPC, tracked } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { pollUntil } from '../../chassis/poll-until.ts'
import { readAhead, sse } from './sse.ts'

test.each([1, 2, 3, 4])(
  'a stream that is cut %i events ahead of its reader ends no process',
  async (ahead) => {
    let cut = () => {}
    const isCut = new Promise<void>((resolve) => {
      cut = resolve
    })
    const events = async function* () {
      for (let seq = 0; seq <= ahead; seq += 1) yield tracked(String(seq), `event ${seq}`)
      await isCut
      throw new DOMException('Draining', 'AbortError')
    }
    const t = initTRPC.create({ sse })
    const router = t.router({ events: t.procedure.subscription(() => readAhead(events())) })
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const { body } = await fetchRequestHandler({
      ...{ endpoint: '', router, createContext: () => ({}) },
      req: new Request('http://localhost/events', { headers: { accept: 'text/event-stream' } }),
    })
    // It reads the first event, and then nothing for a while.
    const reader = body?.getReader()
    const read = async () => new TextDecoder().decode((await reader?.read())?.value)
    await pollUntil(read, { isEnough: (chunk) => chunk.includes('event 0'), everyMs: 0 })
    await new Promise((resolve) => setTimeout(resolve))
    cut()
    // Node tells of rejections that are nobody's once all that was due is done.
    await new Promise((resolve) => setTimeout(resolve))
    await new Promise((resolve) => setTimeout(resolve))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    for (let part = await reader?.read(); part && !part.done; ) part = await reader?.read()
  },
)
