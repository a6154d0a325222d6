import type { PrismaClient } from '#db/user'
import type { Logger } from '../../chassis/logger.ts'
import type { FactorKeys } from './factor-keys.ts'

/** Encrypts by the first key what another one has encrypted, so that the other can be dropped. What no key opens stays, and
 *  the log says so. */
export async function reseal(db: PrismaClient, keys: FactorKeys, log: Logger) {
  const all = await db.totp.findMany({ select: { userId: true, secret: true } })
  for (const { userId, secret } of all.filter(({ secret }) => keys.isOld(secret)))
    try {
      const data = { secret: keys.seal(userId, keys.open(userId, secret)) }
      await db.totp.updateMany({ where: { userId, secret }, data })
    } catch (err) {
      log.error({ err, userId }, 'secret of a second factor not encrypted anew')
    }
}
