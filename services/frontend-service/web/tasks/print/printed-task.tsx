import type { Task } from '../task.ts'
import { Printed } from './printed.tsx'
import { saidOf } from './said.ts'

const paper = async () => (await import('./task-paper.tsx')).TaskPaper

/** Prints a task with all that was said about it. */
export const PrintedTask = ({ task }: { task: Task }) => (
  <Printed load={paper} read={() => saidOf(task)} />
)
