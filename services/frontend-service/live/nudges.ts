import type { Logger } from '../../chassis/logger.ts'
import { createRedis } from '../../chassis/redis.ts'

/** Calls `nudge` whenever task-service says that something happened. Lost messages cost a moment, no event. */
export function followNudges(url: string, nudge: () => void, log: Logger) {
  const redis = createRedis(url, log)
  redis.on('ready', () => void redis.subscribe('events').then(nudge, () => {}))
  redis.on('message', nudge)
  return redis
}
