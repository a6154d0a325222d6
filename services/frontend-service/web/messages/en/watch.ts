import type { watch as ko } from '../ko/watch.ts'

export const watch: typeof ko = {
  watchers: 'Watchers',
  watch: 'Watch',
  unwatch: 'Unwatch',
  watched: (what) => `You watch ${what}.`,
  unwatched: (what) => `You do not watch ${what} any more.`,
  undone: (what) => `Watching ${what} is as it was before.`,
  notSaved: 'Watching was not saved.',
  nobody: 'Nobody watches this yet.',
}
