import type pg from 'pg'

export interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Plan[]
}

export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** 8 KiB buffers that a statement read. */
export const buffersOf = (plan: Plan) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']

/** Runs a statement by the plan for any values, as the connections of services do, and resolves to that plan. */
export async function explained(db: pg.ClientBase, text: string, values: readonly unknown[]) {
  await db.query('set plan_cache_mode = force_generic_plan')
  await db.query(`prepare looked_at as ${text}`)
  const literals = values.map(literalOf).join()
  const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, buffers, timing off, format json) execute looked_at(${literals})`,
  )
  await db.query('deallocate looked_at')
  const [row] = rows
  if (!row) throw new Error('explain gave no plan')
  return row['QUERY PLAN'][0].Plan
}

function literalOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return literalOf(`{${value.map((each) => `"${each}"`)}}`)
  return `'${(value instanceof Date ? value.toISOString() : String(value)).replaceAll("'", "''")}'`
}
