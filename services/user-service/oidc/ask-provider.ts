import type { CustomFetch } from 'openid-client'
import { timeoutMs } from '../../chassis/env.ts'

/** All that one call asks of a provider: the gateway waits 3 s for us. */
const PATIENCE_MS = timeoutMs(2400)
const ANSWER_MAX_BYTES = 256 * 1024

export const patience = () => AbortSignal.timeout(PATIENCE_MS)

/** It does not answer, or with nothing that we could use. */
export class ProviderAway extends Error {}

/** A `fetch` that ends with `signal`, reads so much and no more, and knows a server that fails from one that refuses. */
export const askProvider =
  (signal: AbortSignal): CustomFetch =>
  async (url, { body, method, headers }) => {
    // A form, where there is anything to send.
    const sent = body ? { body: String(body) } : {}
    const init = { ...sent, method, headers, signal, redirect: 'manual' } as const
    try {
      const answer = await globalThis.fetch(url, init)
      if (answer.status >= 500) throw new ProviderAway(`answered ${answer.status}`)
      return new Response(await read(answer), answer)
    } catch (error) {
      if (error instanceof ProviderAway) throw error
      throw new ProviderAway(signal.aborted ? 'did not answer in time' : 'cannot be reached', {
        cause: error,
      })
    }
  }

async function read(answer: Response) {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > ANSWER_MAX_BYTES) throw new ProviderAway('answers more than there is to say')
    chunks.push(chunk)
  }
  return chunks.length > 0 ? Buffer.concat(chunks) : null
}
