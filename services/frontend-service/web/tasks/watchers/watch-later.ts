import type { Watched, Watching } from './watch.ts'

/** Watches tasks, or no longer; what it needs comes with the first time. */
export const watchLater = (tasks: readonly Watched[], who?: Omit<Watching, 'tasks'>) =>
  void import('./watch.ts').then(({ watch }) => watch(tasks, who))
