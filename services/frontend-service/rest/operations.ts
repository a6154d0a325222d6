import type { Operations, Procedure } from './operation.ts'
import { placeOperations } from './place-operations.ts'
import { taskOperations } from './task-operations.ts'

/** What the REST interface has: each operation is one call of a procedure, with the same rights, limits and failures. */
export const operations: Operations = { ...placeOperations, ...taskOperations }

const known = { ...placeOperations, ...taskOperations }
/** Procedures that an operation calls. */
export type Offered = (typeof known)[keyof typeof known]['calls']

/** What a token may call and REST does not have. */
export const leftOut: { readonly [Name in Procedure]?: string } = {
  'task/tasks.purge': 'No API token may delete for good: gateway/fresh.ts asks again who one is',
  'task/tasks.emptyTrash':
    'No API token may delete for good: gateway/fresh.ts asks again who one is',
  'task/projects.createSample':
    'it fills the first page of the web app; programs make what they need',
  'task/tasks.changeEach':
    'its form is that of a block of cells in the table; programs change a task by PATCH /tasks/{id}',
}
