import { type Group, groups } from '../../../task-service/contract.ts'

interface Status {
  readonly id: string
  readonly group: string
}

/** Where a status goes: into a group, before one of its statuses or at its end. */
export interface StatusPlace {
  readonly group: Group
  readonly beforeId?: string
}

export const groupOf = (status: Status | undefined) =>
  groups.find((group) => group === status?.group)

/** Those of a group, in their order. */
const inGroup = (statuses: readonly Status[], group: Group) =>
  statuses.filter((status) => status.group === group)

/** The place one step further, across the border of its group where it stands at the edge; undefined at both ends. */
export function stepped(
  statuses: readonly Status[],
  id: string,
  by: 1 | -1,
): StatusPlace | undefined {
  const group = groupOf(statuses.find((status) => status.id === id))
  if (!group) return undefined
  const own = inGroup(statuses, group)
  const at = own.findIndex((status) => status.id === id)
  if (by === -1 && at > 0) return { group, beforeId: own[at - 1]?.id }
  if (by === 1 && at < own.length - 1) return { group, beforeId: own[at + 2]?.id }
  const next = groups[groups.indexOf(group) + by]
  if (!next) return undefined
  return by === -1 ? { group: next } : { group: next, beforeId: inGroup(statuses, next)[0]?.id }
}

/** The statuses once one of them stands at a place, as the server orders them. */
export function placed<One extends Status>(
  statuses: readonly One[],
  id: string,
  { group, beforeId }: StatusPlace,
): One[] {
  const moved = statuses.find((status) => status.id === id)
  if (!moved) return [...statuses]
  const others = statuses.filter((status) => status.id !== id)
  const before = others.findIndex((status) => status.id === beforeId)
  const all = others.toSpliced(before < 0 ? others.length : before, 0, { ...moved, group })
  return groups.flatMap((each) => all.filter((status) => status.group === each))
}

/** Whether it is the only one of a group that has to have one. */
export function isLastOfGroup(statuses: readonly Status[], id: string) {
  const group = groupOf(statuses.find((status) => status.id === id))
  return group !== undefined && group !== 'backlog' && inGroup(statuses, group).length === 1
}
