import { type ComponentType, lazy } from 'react'

/** A component whose script is fetched when it is first shown. The router's `lazyRouteComponent` is for routes, whose scripts
 *  are there before they are shown: elsewhere it calls `use` in one render and not in the next, which React complains of. */
export const lazily = <Props>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }))
