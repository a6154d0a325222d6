import type { Page } from 'playwright-core'
import { z } from 'zod'

/** Lets pages of a context tell what React renders, by the hook that its developer tools use. Call it before the first
 *  page load. */
export const watchRenders = (page: Page) =>
  page.addInitScript(`{
    globalThis.renders = { fresh: [], again: [] }
    const visit = (fiber) => {
      const before = fiber.alternate
      const key = fiber.tag === 5 && fiber.memoizedProps['data-task']
      if (key && !before) renders.fresh.push(key)
      else if (key && fiber.memoizedProps !== before.memoizedProps) renders.again.push(key)
      // What did not render shares its children with what it was.
      if (before && fiber.child === before.child) return
      for (let child = fiber.child; child; child = child.sibling) visit(child)
    }
    globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true, renderers: new Map(), inject: () => 1,
      onCommitFiberRoot: (id, root) => visit(root.current),
      onCommitFiberUnmount() {}, onPostCommitFiberRoot() {},
    }
  }`)

const rendered = z.object({ fresh: z.array(z.string()), again: z.array(z.string()) })

/** Keys of the tasks whose rows or cards came, and of those that rendered again, while `act` ran. */
export async function rendersDuring(page: Page, act: () => Promise<unknown>) {
  await page.evaluate('renders = { fresh: [], again: [] }')
  await act()
  return rendered.parse(await page.evaluate('renders'))
}
