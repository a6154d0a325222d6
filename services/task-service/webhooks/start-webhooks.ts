import type { Callee } from '../../chassis/client.ts'
import { timeoutMs } from '../../chassis/env.ts'
import type { TaskEnv } from '../env.ts'
import { createWebhookKeys, resealSecrets } from './secret.ts'
import { createSender } from './sender.ts'
import { webhookUpkeep } from './upkeep.ts'

type Parts = Omit<
  Parameters<typeof createSender>[0],
  'keys' | 'rules' | 'timeoutMs' | 'onNotice'
> & {
  readonly callee: Callee
}

/** Sends what the log has to whoever asked for it, from now on; what the procedures need of it goes into their context. */
export function startWebhooks(env: TaskEnv, parts: Parts) {
  const { db, callee, log, metrics } = parts
  const keys = createWebhookKeys(env)
  const rules = {
    refused: env.WEBHOOK_REFUSED_RANGES ?? [],
    isLoopbackAllowed: env.WEBHOOK_LOOPBACK,
  }
  const resealed = resealSecrets(db, keys, log).catch((err: unknown) =>
    log.warn({ err }, 'secrets of webhooks not looked through'),
  )
  const upkeep = webhookUpkeep({ db, callee, log, metrics })
  const sender = createSender({
    ...{ ...parts, keys, rules, onNotice: upkeep.soon },
    timeoutMs: timeoutMs(env.WEBHOOK_TIMEOUT_SECONDS * 1000),
  })
  return {
    webhooks: { keys, rules, soon: sender.soon, tellSoon: upkeep.soon },
    closeWebhooks: async () => {
      await sender.close()
      await upkeep.close()
      await resealed
    },
  }
}
