import { createHmac } from 'node:crypto'
import { Redis } from 'ioredis'
import { derivedSecret } from '../services/chassis/identity.ts'
import { createLogger } from '../services/chassis/logger.ts'
import { createMetrics } from '../services/chassis/metrics.ts'
import { redisKeys } from '../services/frontend-service/sessions/session-keys.ts'
import { newSessionId, SessionStore } from '../services/frontend-service/sessions/session-store.ts'

export const MASTER_KEY = 'a master key for the benchmark only'

interface BenchSession {
  /** What the gateway's browser sends. */
  readonly cookie: string
  /** What the anchor's client sends: the same session, without a signature. */
  readonly bare: string
}

/** One session a user, through the gateway's own store. */
export async function signIn(url: string, userIds: readonly string[]) {
  const redis = new Redis(url)
  const store = new SessionStore({
    keys: redisKeys(redis),
    cookie: { path: '/' },
    idleSeconds: 3600,
    absoluteSeconds: 3600,
    onSeen: () => {},
    log: createLogger('bench', 'silent'),
    metrics: createMetrics('bench'),
  })
  const secret = derivedSecret(MASTER_KEY, 'session').toString('base64')
  const sessions = new Map<string, BenchSession>()
  for (const uid of new Set(userIds)) {
    const sessionId = crypto.randomUUID()
    const id = newSessionId(uid, sessionId)
    const now = Date.now()
    await store.begin(id, { uid, sessionId, epoch: 0, createdAt: now, authAt: now })
    const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')
    sessions.set(uid, {
      cookie: `sid=${encodeURIComponent(`s:${id}.${signature}`)}`,
      bare: `sid=${uid}:${sessionId}`,
    })
  }
  redis.disconnect()
  return sessions
}
