import type { Environment } from './environment.ts'
import { RedisPod, redisPodEdge } from './redis-pod.ts'
import { plain, type Store } from './store.ts'

/** Sessions, throttles and nudges: all of it may be lost. */
export function redisOf({ redis, images }: Environment): Store {
  switch (redis.kind) {
    case 'pod':
      return {
        ...plain,
        config: { REDIS_URL: 'redis://redis:6379' },
        edge: redisPodEdge,
        build: (folder, { priorityClasses }) =>
          void new RedisPod(folder.file('infrastructure/redis'), 'redis', {
            ...redis,
            image: images.other('redis'),
            priorityClass: priorityClasses.store,
          }),
      }
  }
}
