import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Client } from './client.ts'
import { actsFile } from './settings.ts'

/** So many are kept; older ones are found by `tm undo --list`. */
const KEPT = 200

/** Stands for an act whose number nobody knows, because its answer was lost: what was done before is not the last one. */
export const UNKNOWN = 'unknown'

/** Notes what a write has done, for `tm undo`: nothing, unless it went twice. */
export function rememberWrite({ url, isRepeated }: Client, actionId: string | null) {
  if (actionId) remember(url, 'did', actionId)
  else if (isRepeated()) remember(url, 'did', UNKNOWN)
}

/** Notes that an act was taken back. Whoever named it has seen what there is. */
export function rememberUndo({ url }: Client, actionId: string) {
  remember(url, 'undid', actionId)
  remember(url, 'undid', UNKNOWN)
}

/** One line each, so that programs at the same time lose none. */
function remember(url: string, what: 'did' | 'undid', actionId: string) {
  try {
    mkdirSync(dirname(actsFile()), { recursive: true, mode: 0o700 })
    appendFileSync(actsFile(), `${what} ${url} ${actionId}\n`, { mode: 0o600 })
    const lines = read()
    if (lines.length > 2 * KEPT)
      writeFileSync(
        actsFile(),
        lines
          .slice(-KEPT)
          .map((line) => `${line}\n`)
          .join(''),
      )
  } catch {
    // What was done is done: a folder that cannot be written takes only the short way back.
  }
}

/** The last act that was done from here and not taken back from here. */
export function lastAct(url: string) {
  const undone = new Set<string>()
  for (const line of read().reverse()) {
    const [what, at, id = ''] = line.split(' ')
    if (at !== url) continue
    if (what === 'undid') undone.add(id)
    else if (!undone.has(id)) return id
  }
  return undefined
}

function read() {
  try {
    return readFileSync(actsFile(), 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
