import { z } from 'zod'
import type { Operation } from './operation.ts'
import { BASE, type Found } from './routes.ts'

const page = z.object({
  items: z.array(z.unknown()),
  nextCursor: z.union([z.string(), z.number()]).nullable(),
})
const newest = z.object({ items: z.array(z.unknown()), nextBefore: z.number().nullable() })
const rows = z.array(z.unknown())
const inTrash = z.object({ trashedAt: z.string(), id: z.string() })

/** What REST answers where the procedure answered `data`. A page has its rows and a cursor that is a text, whatever it is
 *  to the procedure; `limit` is how many rows a page of the trash was to have. */
export function answerOf(answers: Operation['answers'], data: unknown, limit: number): unknown {
  if (answers === 'list') return { items: rows.parse(data) }
  if (answers === 'page' || answers === 'counted') return paged(page.parse(data))
  if (answers === 'newest') {
    const { items, nextBefore } = newest.parse(data)
    return paged({ items, nextCursor: nextBefore })
  }
  if (answers === 'trash') {
    const items = rows.parse(data)
    if (items.length < limit) return { items, nextCursor: null }
    const { trashedAt, id } = inTrash.parse(items.at(-1))
    return { items, nextCursor: `${trashedAt}~${id}` }
  }
  return data
}

const paged = ({ items, nextCursor }: z.infer<typeof page>) => ({
  items,
  nextCursor: nextCursor === null ? null : String(nextCursor),
})

/** The header `Link` of a page that is followed by another one. */
export function linkOf(path: string, search: string, answer: unknown): Record<string, string> {
  const next = z.object({ nextCursor: z.string() }).safeParse(answer)
  if (!next.success) return {}
  const query = new URLSearchParams(search)
  query.set('cursor', next.data.nextCursor)
  return { link: `<${BASE}${path}?${query}>; rel="next"` }
}

/** Where the thing is that was made: `{id}` stands for a field of the answer or a name of the path. */
export function placeOf({ operation, params }: Found, answer: unknown): Record<string, string> {
  const { makes } = operation
  if (typeof makes !== 'string') return {}
  const made = z.record(z.string(), z.unknown()).parse(answer)
  const value = (name: string) => encodeURIComponent(String(made[name] ?? params[name]))
  return { location: BASE + makes.replace(/\{(\w+)\}/g, (_, name: string) => value(name)) }
}
