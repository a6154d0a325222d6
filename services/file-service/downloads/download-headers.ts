import { create } from 'content-disposition'
import { inlineTypes } from '../contract.ts'
import type { Range } from './checked-bytes.ts'

interface Named {
  readonly name: string
  readonly type: string
  readonly sha256: string
}

/** Headers that keep a stranger's bytes from ever acting as part of the app. */
export const downloadHeaders = ({ name, type, sha256 }: Named, inline: boolean) => ({
  'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
  'content-disposition': disposition(name, inline && isInline(type)),
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
  'accept-ranges': 'bytes',
  etag: `"${sha256}"`,
})

const isInline = (type: string) => inlineTypes.some((shown) => shown === type)

/** RFC 6266: plain ASCII for old clients, and the real name in UTF-8. */
const disposition = (name: string, inline: boolean) =>
  create(name.replace(/[\p{Cc}/\\]/gu, '_'), { type: inline ? 'inline' : 'attachment' })

/** The part that is asked for: undefined for all of it, null when there is no such part. Several parts at once are
 *  answered with everything, as RFC 9110 allows. */
export function rangeOf(header: string | undefined, sizeBytes: number): Range | undefined | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (!from && !to) return undefined
  const start = from ? Number(from) : Math.max(0, sizeBytes - Number(to))
  const end = from && to ? Math.min(Number(to), sizeBytes - 1) : sizeBytes - 1
  return start <= end && start < sizeBytes ? { start, end } : null
}
