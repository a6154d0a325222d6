import { appError } from './trpc.ts'

/** Refuses what would make a list longer than it may become. `count` is read under the lock that everybody takes who
 *  makes another one; `words` name who has at most what. */
export function refuseMore(count: number, limit: number, words: string) {
  if (count >= limit)
    throw appError('BAD_REQUEST', `${words}: at most ${limit}`, { limit, reason: 'full' })
}
