import { createHash } from 'node:crypto'
import { asJsonText } from '../chassis/listener.ts'
import { notFound } from '../chassis/trpc.ts'
import type { Context } from './context.ts'

type Asking = Pick<Context, 'pool' | 'pullMembers'>

interface Manner {
  /** Kept by the connection, for statements of which there are some. @default true */
  readonly isPrepared?: boolean
}

/** One statement; its column `answer` is the JSON of the answer. */
export async function answered<T>(
  asking: Asking,
  text: string,
  values: unknown[],
  manner?: Manner,
) {
  const { answer } = await onlyRow<{ answer: string }>(asking, text, values, manner)
  return asJsonText<T>(answer)
}

/** The one row of a statement. No row means that the place does not exist for this user; someone who joined a
 *  moment ago gets a second look. */
export async function onlyRow<Row extends object>(
  { pool, pullMembers }: Asking,
  text: string,
  values: unknown[],
  { isPrepared = true }: Manner = {},
) {
  const statement = { ...(isPrepared && { name: nameOf(text) }), text, values }
  const look = async () => (await pool.query<Row>(statement)).rows[0]
  const row = (await look()) ?? (await pullMembers().then(look))
  if (!row) throw notFound()
  return row
}

const names = new Map<string, string>()

function nameOf(text: string) {
  const name = names.get(text) ?? `h${createHash('sha1').update(text).digest('hex').slice(0, 15)}`
  names.set(text, name)
  return name
}
