import { isWriting, useKeys } from '../../keys/keys.ts'

const rows = () => [...document.querySelectorAll<HTMLElement>('#main [data-act]')]
const here = () => document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-act]')

/** Arrows or J K through the acts, Enter opens one, Z takes it back or does it once more. */
export function useActKeys() {
  const step = (by: number) => () => {
    if (isWriting(document.activeElement)) return false
    const all = rows()
    const at = all.findIndex((row) => row.isSameNode(here() ?? null))
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
    return true
  }
  useKeys({
    j: step(1),
    k: step(-1),
    ArrowDown: step(1),
    ArrowUp: step(-1),
    z: () => {
      const way = here()?.closest('li')?.querySelector<HTMLButtonElement>('[data-way]')
      if (!way) return false
      way.click()
      return true
    },
  })
}
