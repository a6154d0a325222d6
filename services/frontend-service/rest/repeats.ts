import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Redis } from '../../chassis/redis.ts'
import { appError } from '../../chassis/trpc.ts'
import type { RestAnswer } from './respond.ts'

/** How long the answer to a write with a key is kept, in seconds. */
const KEPT_SECONDS = 24 * 3600

const answer = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
})
const kept = z.object({ hash: z.string(), answer: answer.optional() })

/** The commands that repeated writes need. */
interface Keys {
  /** What stands there; undefined where nothing did, and `value` does now. */
  claim(key: string, value: string): Promise<string | undefined>
  put(key: string, value: string): Promise<unknown>
  drop(key: string): Promise<unknown>
}

interface Write {
  readonly userId: string
  /** `Idempotency-Key`. */
  readonly key: string
  /** Method, path and body: all that makes one write different from another. */
  readonly asked: string
}

export type Repeats = ReturnType<typeof createRepeats>

/** Writes with a key happen once: whoever repeats one is given the answer of the first. For procedures that do not keep
 *  their answers themselves. A lost Redis loses this protection and no data. */
export const createRepeats = (redis: Redis | undefined) => {
  const keys = redis ? inRedis(redis) : inMemory()
  return {
    /** The answer that the write has had; else it is now the caller's to do, and to `keep` or `forget`. CONFLICT while
     *  it is not known how the first one ended. */
    begin: async ({ userId, key, asked }: Write) => {
      const at = `repeat:${userId}:${digest(key)}`
      const hash = digest(asked)
      const known = await keys.claim(at, JSON.stringify({ hash })).catch(() => {
        throw appError('SERVICE_UNAVAILABLE', 'Nobody can tell now whether this was done before', {
          retryAfterSeconds: 2,
        })
      })
      if (known !== undefined) return { answer: answerTo(known, hash) }
      return {
        keep: (done: RestAnswer) => keys.put(at, JSON.stringify({ hash, answer: done })),
        forget: () => keys.drop(at),
      }
    },
  }
}

function answerTo(known: string, hash: string) {
  const first = kept.parse(JSON.parse(known))
  if (first.hash !== hash)
    throw appError('UNPROCESSABLE_CONTENT', 'This idempotency key was used for something else')
  if (!first.answer)
    throw appError(
      'CONFLICT',
      'The first call with this key is under way, or it is not known how it ended: look, then use another key',
      { reason: 'under_way' },
    )
  return first.answer
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

const inRedis = (redis: Redis): Keys => ({
  claim: async (key, value) => {
    if (await redis.set(key, value, 'EX', KEPT_SECONDS, 'NX')) return undefined
    return (await redis.get(key)) ?? value
  },
  put: (key, value) => redis.set(key, value, 'EX', KEPT_SECONDS),
  drop: (key) => redis.del(key),
})

/** For a machine without Redis: a restart forgets. */
function inMemory(): Keys {
  const entries = new Map<string, { value: string; until: number }>()
  const put = async (key: string, value: string) => {
    entries.set(key, { value, until: Date.now() + KEPT_SECONDS * 1000 })
  }
  return {
    claim: async (key, value) => {
      const entry = entries.get(key)
      if (entry && entry.until > Date.now()) return entry.value
      await put(key, value)
      return undefined
    },
    put,
    drop: async (key) => entries.delete(key),
  }
}
