import { pause, type Settled } from './team.ts'

/** Follows what happens in the workspace from the event `after` on, and goes on where it was cut. */
export function follow(person: Settled, after: number) {
  const seen: number[] = []
  const leaving = new AbortController()
  let cuts = -1

  const running = (async () => {
    while (!leaving.signal.aborted) {
      cuts += 1
      await listen(person, seen.at(-1) ?? after, leaving.signal, (seq) => seen.push(seq)).catch(
        () => {},
      )
      await pause(500 + Math.random() * 1500)
    }
  })()

  return {
    /** How often the stream was cut and resumed. */
    cuts: () => cuts,
    /** Waits until the event `last` came, at most 15 s, and tells what is wrong with those that did. */
    end: async (last: number) => {
      for (let i = 0; i < 150 && (seen.at(-1) ?? after) < last; i += 1) await pause(100)
      leaving.abort()
      await running
      const lost = last - after - new Set(seen.filter((seq) => seq <= last)).size
      const doubled = seen.length - new Set(seen).size
      const disordered = seen.filter((seq, index) => index > 0 && seq <= (seen[index - 1] ?? 0))
      return { events: seen.length, lost, doubled, disordered: disordered.length }
    },
  }
}

/** Reads one connection of server-sent events until it ends; tRPC puts the place in the log into `id`. */
async function listen(
  { request, workspaceId }: Settled,
  after: number,
  signal: AbortSignal,
  onEvent: (seq: number) => void,
) {
  const input = encodeURIComponent(JSON.stringify({ workspaceId, lastEventId: String(after) }))
  const headers = { accept: 'text/event-stream' }
  const { body } = await request(`/trpc/gateway/live.events?input=${input}`, { headers, signal })
  if (!body) return
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const seq = /^id: (\d+)$/m.exec(block)?.[1]
      if (seq) onEvent(Number(seq))
    }
  }
}
