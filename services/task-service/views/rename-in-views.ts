import type { Recording, Tx } from '../events/event-log.ts'
import { folded } from '../tql/nearest.ts'
import { type Rename, renamed } from '../tql/rename.ts'

interface Renaming extends Omit<Rename, 'isKept'> {
  readonly projectId: string
  /** Names of all others of the kind. */
  readonly others: readonly { readonly name: string }[]
}

/** Saved filters go on finding what they found when a status or label gets another name. The caller has the workspace
 *  alone, so no view is saved with the old name meanwhile. */
export async function renameInViews(tx: Tx, record: Recording, renaming: Renaming) {
  const { projectId, others, ...rename } = renaming
  if (folded(rename.from) === folded(rename.to)) return
  const isKept = others.some(({ name }) => folded(name) === folded(rename.from))
  await renameInWebhooks(tx, projectId, { ...rename, isKept })
  const naming = await tx.view.findMany({
    where: { projectId, q: { contains: `${rename.field}:` } },
    select: { id: true, q: true, scope: true },
  })
  const changed = naming.flatMap(({ id, q, scope }) => {
    const next = renamed(q, { ...rename, isKept })
    return next === undefined ? [] : [{ id, scope, q: next }]
  })
  await tx.$executeRaw`update "View" v set q = x.q
    from unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ q }) => q)}::text[]) as x(id, q)
    where v.id = x.id`
  for (const { id, scope } of changed)
    if (scope === 'project') record('view.updated', { id: [id, id] })
}

/** Filters of webhooks go on finding what they found as well. */
async function renameInWebhooks(tx: Tx, projectId: string, rename: Rename) {
  const naming = await tx.webhook.findMany({
    where: { projectId, q: { contains: `${rename.field}:` } },
    select: { id: true, q: true },
  })
  for (const { id, q } of naming) {
    const next = renamed(q, rename)
    if (next !== undefined)
      await tx.webhook.update({ where: { id }, data: { q: next }, select: { id: true } })
  }
}
