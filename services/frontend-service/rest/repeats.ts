import { z } from 'zod'
import { digest } from '../../chassis/identity.ts'
import type { Redis } from '../../chassis/redis.ts'
import { appError } from '../../chassis/trpc.ts'
import type { RestAnswer } from './respond.ts'

/** How long the answer to a write with a key is kept, in seconds. */
const KEPT_SECONDS = 24 * 3600

/** Writes of one person that are kept at a time: whoever makes more would push the sessions of others out of Redis. */
const KEPT_EACH = 5000
/** Longer answers are not kept, for the same reason: of them is known that the write has happened. */
const KEPT_BYTES = 2048

const answer = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
})
const kept = z.object({ hash: z.string(), answer: answer.or(z.enum(['long', 'once'])).optional() })

/** The commands that repeated writes need. */
interface Keys {
  /** What stands there; undefined where nothing did, and `value` does now. */
  claim(userId: string, key: string, value: string): Promise<string | undefined>
  put(key: string, value: string): Promise<unknown>
  drop(key: string): Promise<unknown>
}

interface Write {
  readonly userId: string
  /** The API token by which it is made: its keys are its own. */
  readonly tokenId: string | undefined
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
     *  it is not known how the first one ended, or where its answer was too long to be kept. */
    begin: async ({ userId, tokenId = 'session', key, asked }: Write) => {
      const at = `repeat:${userId}:${tokenId}:${digest(key)}`
      const hash = digest(asked)
      const known = await keys.claim(userId, at, JSON.stringify({ hash })).catch(() => {
        throw appError('SERVICE_UNAVAILABLE', 'Nobody can tell now whether this was done before', {
          retryAfterSeconds: 2,
        })
      })
      if (known === FULL) throw tooMany()
      if (known !== undefined) return { answer: answerTo(known, hash) }
      const keep = (done: RestAnswer) => {
        const isLong = Buffer.byteLength(done.text) > KEPT_BYTES
        return keys.put(at, JSON.stringify({ hash, answer: isLong ? 'long' : done }))
      }
      return {
        // It has happened, or not, whether or not Redis can be told.
        keep: (done: RestAnswer) => keep(done).catch(() => {}),
        /** Of an answer that only the first caller is given. */
        keepOnce: () => keys.put(at, JSON.stringify({ hash, answer: 'once' })).catch(() => {}),
        forget: () => keys.drop(at).catch(() => {}),
      }
    },
  }
}

const tooMany = () =>
  appError('TOO_MANY_REQUESTS', `At most ${KEPT_EACH} writes with a key in 24 hours`, {
    limit: KEPT_EACH,
    retryAfterSeconds: 3600,
  })

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
  if (first.answer === 'long')
    throw appError('CONFLICT', 'This was done; its answer was too long to be kept', {
      reason: 'done',
      limit: KEPT_BYTES,
    })
  if (first.answer === 'once')
    throw appError('CONFLICT', 'This was done; its answer has a secret, which is given once', {
      reason: 'done',
    })
  return first.answer
}

const FULL = 'full'

const claimScript = `
local known = redis.call('get', KEYS[1])
if known then return known end
local count = redis.call('incr', KEYS[2])
if count == 1 then redis.call('expire', KEYS[2], ARGV[2]) end
if count > tonumber(ARGV[3]) then return ARGV[4] end
redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
return false`

const inRedis = (redis: Redis): Keys => ({
  claim: async (userId, key, value) => {
    const known = await redis.eval(
      claimScript,
      ...[2, key, `repeat:${userId}:count`, value, KEPT_SECONDS, KEPT_EACH, FULL],
    )
    return typeof known === 'string' ? known : undefined
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
    claim: async (_userId, key, value) => {
      const entry = entries.get(key)
      if (entry && entry.until > Date.now()) return entry.value
      await put(key, value)
      return undefined
    },
    put,
    drop: async (key) => entries.delete(key),
  }
}
