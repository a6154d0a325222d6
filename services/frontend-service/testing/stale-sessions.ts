import { Redis } from 'ioredis'

/** Makes it so long ago that somebody's sessions have proved who it is that nothing dangerous may be done in them. */
export async function ageSessions(redisUrl: string, uid: string) {
  const redis = new Redis(redisUrl)
  for (const key of await redis.keys(`sess:${uid}:*`)) {
    const session: object = JSON.parse((await redis.get(key)) ?? '{}')
    if ('authAt' in session)
      await redis.set(key, JSON.stringify({ ...session, authAt: 1 }), 'KEEPTTL')
  }
  redis.disconnect()
}
