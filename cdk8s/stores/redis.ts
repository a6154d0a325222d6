import type { ServiceName } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import { redisAccounts, redisSecretOf } from './redis-accounts.ts'
import { RedisPod, redisPodConnection } from './redis-pod.ts'
import { MASTER, SENTINEL_PORT } from './redis-scripts.ts'
import { RedisSentinel, redisSentinelConnection } from './redis-sentinel.ts'
import { plain, type Store } from './store.ts'

/** Sessions, throttles and nudges: all of it may be lost. */
export function redisOf({ redis, images, namespace }: Environment): Store {
  switch (redis.kind) {
    case 'pod':
      return {
        ...plain,
        config: { REDIS_URL: 'redis://redis:6379' },
        connection: redisPodConnection,
        build: (folder, { priorityClasses }) =>
          void new RedisPod(folder.file('infrastructure/redis'), 'redis', {
            ...redis,
            image: images.other('redis'),
            priorityClass: priorityClasses.store,
          }),
      }
    case 'sentinel':
      return {
        ...plain,
        connection: redisSentinelConnection,
        env: ownAccount,
        build: (folder, { priorityClasses }) =>
          void new RedisSentinel(folder.file('infrastructure/redis'), 'redis', {
            ...redis,
            namespace,
            image: images.other('redis'),
            exporter: images.other('redis-exporter'),
            priorityClass: priorityClasses.store,
          }),
      }
  }
}

/** Each service signs in to Redis with its own account; Kubernetes puts the password into the address. */
function ownAccount(service: ServiceName): ReturnType<Store['env']> {
  if (!redisAccounts.some(({ name }) => name === service)) return {}
  return {
    REDIS_PASSWORD: { secretKeyRef: { name: redisSecretOf(service), key: 'password' } },
    REDIS_URL: `redis://${service}:$(REDIS_PASSWORD)@redis:${SENTINEL_PORT}?master=${MASTER}`,
  }
}
