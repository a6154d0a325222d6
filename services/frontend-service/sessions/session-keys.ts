import { timeoutMs } from '../../chassis/env.ts'
import type { Redis } from '../../chassis/redis.ts'

/** The commands that sessions need. All times are seconds. */
export interface SessionKeys {
  mget(keys: string[]): Promise<(string | null)[]>
  /** Sets a key that must not exist yet; answers false when it does. */
  create(key: string, value: string, ttl: number): Promise<boolean>
  /** Sets a key that must exist; a key that is gone stays gone. */
  replace(key: string, value: string, ttl: number): Promise<boolean>
  expire(key: string, ttl: number): Promise<unknown>
  del(keys: string[]): Promise<unknown>
  /** Sets a number that only grows. */
  raise(key: string, value: number, ttl: number): Promise<unknown>
}

const raiseScript = `
local old = tonumber(redis.call('get', KEYS[1]))
if not old or tonumber(ARGV[1]) >= old then redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2]) end`

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
  create: async (key, value, ttl) => (await redis.set(key, value, 'EX', ttl, 'NX')) === 'OK',
  replace: async (key, value, ttl) => (await redis.set(key, value, 'EX', ttl, 'XX')) === 'OK',
  expire: (key, ttl) => redis.expire(key, ttl),
  del: (keys) => redis.del(keys),
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
    create: async (key, value, ttl) => get(key) === null && set(key, value, ttl),
    replace: async (key, value, ttl) => get(key) !== null && set(key, value, ttl),
    expire: async (key, ttl) => {
      const value = get(key)
      return value !== null && set(key, value, ttl)
    },
    del: async (keys) => keys.filter((key) => entries.delete(key)).length,
    raise: async (key, value, ttl) => value >= Number(get(key) ?? 0) && set(key, `${value}`, ttl),
  }
}
