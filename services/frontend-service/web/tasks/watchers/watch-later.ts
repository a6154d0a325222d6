import type { Watched } from './watch.ts'

/** Watches tasks, or no longer; what it needs comes with the first time. */
export const watchLater = (tasks: readonly Watched[]) =>
  void import('./watch.ts').then(({ watch }) => watch(tasks))
