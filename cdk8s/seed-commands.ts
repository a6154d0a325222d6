import type { SeedCommand } from './seed-command.ts'
import { deployInOrder, scale, update } from './seed-deploying.ts'
import { database, edges, look, measure, troubleshoot } from './seed-looking.ts'

export const seedCommands: readonly SeedCommand[] = [
  ...deployInOrder,
  ...look,
  ...database,
  ...scale,
  ...update,
  ...troubleshoot,
  ...measure,
  ...edges,
]
