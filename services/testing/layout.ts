import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const script = readFile(join(import.meta.dirname, 'misfits.js'), 'utf8')

/** What does not fit on the page as it is now, one a line: sideways scroll, text cut off without an ellipsis, letters
 *  under each other, and words that lie over one another. */
export async function misfitsOf(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(await script))
}
