import { timeoutMs } from '../../chassis/env.ts'
import type { Redis } from '../../chassis/redis.ts'

/** A session to be written, as JSON, and the epoch it begins in. */
interface Entry {
  readonly key: string
  readonly value: string
  readonly ttl: number
  readonly epochKey: string
  readonly epoch: number
  readonly epochTtl: number
  /** Digest of the secret that the entry has now; null where there must be none. */
  readonly replaces: string | null
}

/** The commands that sessions need. All times are seconds. */
export interface SessionKeys {
  mget(keys: string[]): Promise<(string | null)[]>
  /** Raises the epoch and writes the session, in one step. Answers false where the epoch is higher by now, or the
   *  session is not the one that is replaced: what was ended never comes back. */
  write(entry: Entry): Promise<boolean>
  expire(key: string, ttl: number): Promise<unknown>
  /** Ends sessions. Their keys stay taken for a while, so that none that is about to be written begins after its end. */
  end(keys: string[]): Promise<unknown>
  /** Sets a number that only grows. */
  raise(key: string, value: number, ttl: number): Promise<unknown>
}

const raiseScript = `
local old = tonumber(redis.call('get', KEYS[1]))
if not old or tonumber(ARGV[1]) >= old then redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2]) end`

const writeScript = `
local epoch = tonumber(redis.call('get', KEYS[2]))
if epoch and epoch > tonumber(ARGV[3]) then return 0 end
redis.call('set', KEYS[2], ARGV[3], 'EX', ARGV[4])
local old = redis.call('get', KEYS[1])
local secret = old and (cjson.decode(old).secret or 'ended') or ''
if secret ~= ARGV[5] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1`

/** What stands for a session that was ended, and for how long: longer than any request takes. */
const ENDED = '{}'
const ENDED_SECONDS = 600

/** A read that fails later than this, in milliseconds, did not wait for Redis but for this process. */
const STALLED_MS = timeoutMs(300)
/** A read that fails earlier than this met a lost connection, not a silent one. */
const LOST_MS = timeoutMs(200)
/** How long a lost connection may take to come back unnoticed: a master that hands over takes less. */
const BACK_MS = timeoutMs(250)

export const redisKeys = (redis: Redis): SessionKeys => ({
  mget: async (keys) => {
    const started = performance.now()
    try {
      return await redis.mget(keys)
    } catch (error) {
      const tookMs = performance.now() - started
      if (tookMs >= STALLED_MS || (tookMs < LOST_MS && (await isBack(redis))))
        return redis.mget(keys)
      throw error
    }
  },
  write: async ({ key, epochKey, value, ttl, epoch, epochTtl, replaces }) => {
    const told = [value, ttl, epoch, epochTtl, replaces ?? '']
    return (await redis.eval(writeScript, 2, key, epochKey, ...told)) === 1
  },
  expire: (key, ttl) => redis.expire(key, ttl),
  end: (keys) => Promise.all(keys.map((key) => redis.set(key, ENDED, 'EX', ENDED_SECONDS))),
  raise: (key, value, ttl) => redis.eval(raiseScript, 1, key, value, ttl),
})

const returns = new WeakMap<Redis, Promise<boolean>>()

/** Whether the connection is there again within BACK_MS; all who wait share one look. */
function isBack(redis: Redis): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true)
  const known = returns.get(redis)
  if (known !== undefined) return known
  const coming = new Promise<boolean>((resolve) => {
    const end = (back: boolean) => {
      clearTimeout(timer)
      redis.off('ready', ready)
      returns.delete(redis)
      resolve(back)
    }
    const ready = () => end(true)
    const timer = setTimeout(end, BACK_MS, false)
    redis.once('ready', ready)
  })
  returns.set(redis, coming)
  return coming
}

/** The same in this process's memory, for a machine without Redis: everyone is signed out by a restart. */
export function memoryKeys(): SessionKeys {
  const entries = new Map<string, { value: string; until: number }>()
  const get = (key: string) => {
    const entry = entries.get(key)
    if (entry && entry.until <= Date.now()) entries.delete(key)
    return entries.get(key)?.value ?? null
  }
  const set = (key: string, value: string, ttl: number) => {
    entries.set(key, { value, until: Date.now() + ttl * 1000 })
    return true
  }
  return {
    mget: async (keys) => keys.map(get),
    write: async ({ key, epochKey, value, ttl, epoch, epochTtl, replaces }) => {
      if (Number(get(epochKey) ?? 0) > epoch) return false
      set(epochKey, `${epoch}`, epochTtl)
      const old = get(key)
      const secret = old && (JSON.parse(old).secret ?? 'ended')
      return secret === replaces && set(key, value, ttl)
    },
    expire: async (key, ttl) => {
      const value = get(key)
      return value !== null && set(key, value, ttl)
    },
    end: async (keys) => keys.map((key) => set(key, ENDED, ENDED_SECONDS)),
    raise: async (key, value, ttl) => value >= Number(get(key) ?? 0) && set(key, `${value}`, ttl),
  }
}
