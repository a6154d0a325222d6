import { Redis } from 'ioredis'
import type { Logger } from './logger.ts'

/** A client that never makes a request wait for a Redis that is away: no offline queue, 250 ms a command.
 *  It reconnects by itself, 50 ms to 2 s apart. */
export function createRedis(url: string, log: Logger) {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 500,
    disconnectTimeout: 500,
    commandTimeout: 250,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2000),
  })
  redis.on('error', (error: Error) => log.debug({ error: error.message }, 'redis is away'))
  redis.on('ready', () => log.info('redis is there'))
  return redis
}

export type { Redis }
