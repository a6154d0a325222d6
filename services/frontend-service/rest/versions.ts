import { createHash } from 'node:crypto'
import { appError } from '../../chassis/trpc.ts'

/** The entity tag of an answer: of a task its version, a dot and a hash of the whole; of others the hash alone. */
export function tagOf(text: string, data?: unknown) {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const version = versionOf(data)
  return `"${version === undefined ? '' : `${version}.`}${hash}"`
}

const versionOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'version' in data && typeof data.version === 'number'
    ? data.version
    : undefined

/** The version that `If-Match` names by an entity tag of ours, or by the number alone. `*` says nothing about what the
 *  change was made against. */
export function versionIn(header: string | undefined, manner: 'needed' | 'taken') {
  const [, text] = /^\s*"?(\d{1,9})(?:\.[\w-]{22})?"?\s*$/.exec(header ?? '') ?? []
  if (text !== undefined) return Number(text)
  if (header === undefined && manner === 'taken') return undefined
  throw appError('PRECONDITION_REQUIRED', 'If-Match must be the ETag of the task that is changed', {
    fields: { 'If-Match': 'must be the ETag of the task, like "7" or what its answer said' },
  })
}

/** Whether `If-None-Match` has a tag. */
export const isKnown = (header: string | undefined, tag: string) =>
  header?.split(',').some((text) => ['*', tag, `W/${tag}`].includes(text.trim())) ?? false
