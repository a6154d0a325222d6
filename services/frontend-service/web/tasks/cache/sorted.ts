import type { TaskFilter } from './columns.ts'

/** Whether tasks stand otherwise than people have put them. */
export const isSorted = ({ q }: TaskFilter) => q !== undefined && /(^|\s)sort:/.test(q)
