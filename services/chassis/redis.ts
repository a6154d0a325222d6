import { Redis } from 'ioredis'
import { timeoutMs } from './env.ts'
import type { Logger } from './logger.ts'

/** A client that never makes a request wait for a Redis that is away: no offline queue, 250 ms a command.
 *  It reconnects by itself, 50 ms to 2 s apart. `redis://host:26379?master=name` is a Sentinel to ask for the master,
 *  with the same account. */
export function createRedis(url: string, log: Logger) {
  const redis = new Redis({
    ...whereabouts(new URL(url)),
    enableOfflineQueue: false,
    // A command that accounts would have to be allowed for nothing.
    disableClientInfo: true,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 1,
    connectTimeout: timeoutMs(500),
    disconnectTimeout: 500,
    commandTimeout: timeoutMs(250),
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2000),
  })
  redis.on('error', (error: Error) => log.debug({ error: error.message }, 'redis is away'))
  redis.on('ready', () => log.info('redis is there'))
  return redis
}

function whereabouts(url: URL) {
  const { hostname: host, port, protocol, username, password } = url
  const name = url.searchParams.get('master')
  const account = {
    db: Number(url.pathname.slice(1) || 0),
    username: username ? decodeURIComponent(username) : undefined,
    password: password ? decodeURIComponent(password) : undefined,
    ...(protocol === 'rediss:' && { tls: {} }),
  }
  return name
    ? {
        ...account,
        name,
        sentinels: [{ host, port: Number(port || 26_379) }],
        sentinelUsername: account.username,
        sentinelPassword: account.password,
      }
    : { ...account, host, port: Number(port || 6379) }
}

export type { Redis }
