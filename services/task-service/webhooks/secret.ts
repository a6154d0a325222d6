import { createHmac, randomBytes } from 'node:crypto'
import type { PrismaClient } from '#db/task'
import type { Logger } from '../../chassis/logger.ts'
import { createSealing, type Sealing } from '../../chassis/tokens/sealing.ts'
import type { TaskEnv } from '../env.ts'

const BYTES = 32

export const createWebhookKeys = ({ WEBHOOK_KEYS, RAILS_MASTER_KEY }: TaskEnv) =>
  createSealing({
    ...{ setting: 'WEBHOOK_KEYS', purpose: 'webhook' },
    ...{ given: WEBHOOK_KEYS, master: RAILS_MASTER_KEY },
  })

/** A new secret of a webhook: as its owner is shown it once, and as it is kept. */
export function newSecret(keys: Sealing, webhookId: string) {
  const secret = randomBytes(BYTES)
  return { shown: `whsec_${secret.toString('base64')}`, sealed: keys.seal(webhookId, secret) }
}

interface Message {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

/** `webhook-signature` of Standard Webhooks: one for each secret that counts. */
export const signatures = (secrets: readonly Uint8Array[], { id, timestamp, body }: Message) =>
  secrets
    .map((secret) =>
      createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64'),
    )
    .map((signature) => `v1,${signature}`)
    .join(' ')

/** Encrypts by the first key what another one has encrypted, so that the other can be dropped. What no key opens stays, and
 *  the log says so. */
export async function resealSecrets(db: PrismaClient, keys: Sealing, log: Logger) {
  const all = await db.webhook.findMany({ select: { id: true, secret: true } })
  for (const { id, secret } of all.filter((one) => keys.isOld(one.secret)))
    try {
      const data = { secret: keys.seal(id, keys.open(id, secret)) }
      await db.webhook.updateMany({ where: { id, secret }, data })
    } catch (err) {
      log.error({ err, webhookId: id }, 'secret of a webhook not encrypted anew')
    }
}
