import { deployInOrder, scale, update } from './deploying.ts'
import { database, edges, look, measure, troubleshoot } from './looking.ts'
import type { Step } from './step.ts'

export const everyday: readonly Step[] = [
  ...deployInOrder,
  ...look,
  ...database,
  ...scale,
  ...update,
  ...troubleshoot,
  ...measure,
  ...edges,
]
