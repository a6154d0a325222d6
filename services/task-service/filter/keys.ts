import type { Keys } from '../tql/condition.ts'
import type { Values } from './values.ts'

/** SQL: whether task `t` of project `$1` has one of some keys, or had it in another project. Never null. */
export function hasKeySql({ numbers, former }: Keys, { add }: Values) {
  const own = `t.number = any(${add(numbers)}::int[])`
  return former.length === 0 ? own : `(${own} or t.id = any(array(${formerSql(former, { add })})))`
}

/** SQL: whether task `t` is part of one that has such a key. */
export function isPartOfSql({ numbers, former }: Keys, { add }: Values) {
  const own = `select n.id from "Task" n where n."projectId" = $1 and n.number = any(${add(numbers)}::int[])`
  const all = former.length === 0 ? own : `${own} union all ${formerSql(former, { add })}`
  return `(t."parentId" is not null and t."parentId" = any(array(${all})))`
}

/** SQL: tasks, wherever they are now, by the keys that they had elsewhere in the workspace. */
const formerSql = (former: Keys['former'], { add }: Pick<Values, 'add'>) => `
  select k."taskId" from unnest(${add(former.map(({ projectKey }) => projectKey))}::text[], ${add(former.map(({ number }) => number))}::int[]) f(key, number)
    join "Project" o on o.key = f.key and o."workspaceId" = (select w."workspaceId" from "Project" w where w.id = $1)
    join "TaskKey" k on k."projectId" = o.id and k.number = f.number`
