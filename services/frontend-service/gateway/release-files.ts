import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { RequestHandler } from 'express'
import type { Logger } from '../../chassis/logger.ts'
import type { Redis } from '../../chassis/redis.ts'

/** Scripts and styles; a font that is missing costs nobody the page. */
const code = /^[\w.-]+\.(?:js|css)$/

const KEPT_SECONDS = 7 * 86_400

const keyOf = (name: string) => `asset:${name}`

/** Hashed files of other releases. While one release follows another a page comes from one pod and its scripts from the
 *  next, and a tab of yesterday asks for its parts today: each gateway leaves its files in Redis for the others. */
export async function releaseFiles(
  redis: Redis,
  dir: string,
  log: Logger,
): Promise<RequestHandler> {
  const folder = join(dir, 'assets')
  const publish = async () => {
    try {
      const names = (await readdir(folder)).filter((name) => code.test(name))
      await Promise.all(
        names.map(async (name) =>
          redis.set(keyOf(name), await readFile(join(folder, name)), 'EX', KEPT_SECONDS),
        ),
      )
    } catch (err) {
      log.warn(
        { err },
        'the files of this release are not in Redis; a restart of Redis tries again',
      )
    }
  }
  redis.on('ready', () => void publish())
  if (redis.status === 'ready') await publish()

  return async (req, res, next) => {
    const name = req.path.slice(1)
    const found = code.test(name) && (await redis.getBuffer(keyOf(name)).catch(() => null))
    if (!found) return next()
    res.type(extname(name)).set('cache-control', 'public, max-age=31536000, immutable').send(found)
  }
}
