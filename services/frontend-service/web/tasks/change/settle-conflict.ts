import type { TaskAction } from '../cache/action.ts'
import { askAbout } from './conflict.ts'
import { lostFields, sidesOf } from './send.ts'

type Change = Extract<TaskAction, { kind: 'change' }>
type Again = (action: Change) => void

/** After a 409 that touches what somebody saw: asks which side stays. False when the failure is another one. */
export function settleConflict(error: unknown, action: Change, again: Again) {
  const sides = sidesOf(error)
  const [first] = sides ? lostFields(action.task, sides) : []
  if (!sides || !first) return false
  const [field, { yours, theirs }] = first
  askAbout({
    ...{ task: action.task, field, theirs },
    mine: yours,
    by: sides.by ?? null,
    keepMine: () => again({ ...action, version: sides.version }),
  })
  return true
}
