import type { TaskFilter } from './columns.ts'

/** Whether tasks stand otherwise than people have put them. */
export const isSorted = ({ q }: TaskFilter) => q !== undefined && /(^|\s)sort:/.test(q)

/** Whether what becomes of one task may bring or take away others: those that wait for it, or that it is part of. */
export const hangsOnOthers = ({ q }: TaskFilter) =>
  q !== undefined && /(is|has):[a-z,]*(blocked|subtask)/.test(q)
