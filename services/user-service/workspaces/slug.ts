import { randomBytes } from 'node:crypto'

const MAX = 40

/** First segments of the web's own addresses. */
const taken = new Set([
  'api',
  'assets',
  'files',
  'invite',
  'settings',
  'sign-in',
  'sign-up',
  'trpc',
  'up',
  'uploads',
])

/** Names for a workspace's address, best first: letters and digits of its name, then the same with a random end.
 *  A name without Latin letters gets a random one. */
export function slugsFor(name: string) {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replace(/^-|-$/g, '')
  const usable = plain.length >= 2 ? plain : 'w'
  const withEnd = () => `${usable}-${randomBytes(4).toString('hex')}`
  const ends = [withEnd(), withEnd(), withEnd()]
  return usable === plain && !taken.has(plain) ? [plain, ...ends] : ends
}
