import type { Prisma } from '#db/task'
import type { Changes } from './event-log.ts'

type Value = Prisma.InputJsonValue | null

/** The fields of `input` that differ from the row, as [before, after]. Absent fields do not change. */
export function changesOf(before: object, input: Record<string, Value | undefined>): Changes {
  const row = new Map<string, Value>(Object.entries(before))
  const changes: Changes = {}
  for (const [field, after] of Object.entries(input)) {
    const known = row.get(field) ?? null
    if (after !== undefined && !isSame(known, after)) changes[field] = [known, after]
  }
  return changes
}

const isSame = (one: Value, other: Value) => JSON.stringify(one) === JSON.stringify(other)
