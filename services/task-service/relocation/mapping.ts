import type { z } from 'zod'
import { color, type Group, group, unique } from '../contract.ts'
import type { Tx } from '../events/event-log.ts'
import { folded } from '../tql/nearest.ts'

export interface Status {
  readonly id: string
  readonly name: string
  readonly group: Group
}

export interface Label {
  readonly id: string
  readonly name: string
  readonly color: z.infer<typeof color>
}

/** What a project gives its tasks, in its order. */
export interface Workflow {
  readonly statuses: readonly Status[]
  readonly labels: readonly Label[]
}

export async function workflowOf(tx: Tx, projectId: string): Promise<Workflow> {
  const statuses = await tx.status.findMany({
    where: { projectId },
    orderBy: { rank: 'asc' },
    select: { id: true, name: true, group: true },
  })
  const labels = await tx.label.findMany({
    where: { projectId },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, color: true },
  })
  return {
    statuses: statuses.map((status) => ({ ...status, group: group.parse(status.group) })),
    labels: labels.map((label) => ({ ...label, color: color.parse(label.color) })),
  }
}

/** The one that is called the same, if need be in other letters. */
export const namesake = <Named extends { readonly name: string }>(
  all: readonly Named[],
  { name }: { readonly name: string },
) => all.find((one) => one.name === name) ?? all.find((one) => folded(one.name) === folded(name))

/** The status that a task gets in another project: of the same name, else the first of the same group. A project may do
 *  without a backlog. */
export function statusIn(target: Workflow, status: Status): Status {
  const inGroup = (wanted: Group) => target.statuses.find((one) => one.group === wanted)
  const found = namesake(target.statuses, status) ?? inGroup(status.group) ?? inGroup('unstarted')
  if (!found) throw new Error('a project has statuses in every group but backlog')
  return found
}

/** Those of the labels that the target does not have, each name once. */
export function missingLabels(target: Workflow, labels: readonly Label[]) {
  const missing: Label[] = []
  for (const label of labels)
    if (!namesake(target.labels, label) && !namesake(missing, label)) missing.push(label)
  return missing
}

/** Labels of the same names; what the target does not have is left out. */
export const labelsIn = (target: Workflow, labels: readonly Label[]) =>
  unique(labels.flatMap((label) => namesake(target.labels, label)?.id ?? []))
