import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from './session.ts'
import { stateFolder } from './settings.ts'

/** Stands for an act whose number nobody knows, because its answer was lost: what was done before is not the last one. */
export const UNKNOWN = 'unknown'

/** Stands for what was done and cannot be taken back, a comment. */
export const FIXED = 'fixed'

type Writer = Pick<Session, 'client' | 'me'>

/** Writes, and notes for `tm undo` what was done: nothing, unless nobody knows what became of a call. */
export async function writing<Done extends { readonly actionId: string | null }>(
  session: Writer,
  write: () => Promise<Done>,
) {
  const { uncertain } = session.client()
  const account = await accountOf(session)
  const before = uncertain()
  let actionId: string | null = null
  try {
    const done = await write()
    actionId = done.actionId
    return done
  } finally {
    if (actionId) remember(account, 'did', actionId)
    else if (uncertain() > before) remember(account, 'did', UNKNOWN)
  }
}

/** Notes that something was said of a task, so that nothing older is taken for the last act. */
export async function rememberComment(session: Writer) {
  remember(await accountOf(session), 'did', FIXED)
}

/** Notes that an act was taken back. Whoever named it has seen what there is. */
export async function rememberUndo(session: Writer, actionId: string) {
  const account = await accountOf(session)
  remember(account, 'undid', actionId)
  for (const passed of [UNKNOWN, FIXED]) remember(account, 'undid', passed)
}

/** The last act that was done from here by an account and not taken back from here. */
export async function lastAct(session: Writer) {
  const account = await accountOf(session)
  const undone = new Set<string>()
  for (const line of files().flatMap(linesOf).reverse()) {
    const [what, url, id, act = ''] = line.split(' ')
    if (`${url} ${id}` !== account) continue
    if (what === 'undid') undone.add(act)
    else if (!undone.has(act)) return act
  }
  return undefined
}

const accountOf = async ({ client, me }: Writer) => `${client().url} ${(await me()).id}`

/** A line is added to the file of its month, and no file is written anew: so programs at the same time lose none. */
function remember(account: string, what: 'did' | 'undid', actionId: string) {
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 })
    const [, now = ''] = files()
    appendFileSync(now, `${what} ${account} ${actionId}\n`, { mode: 0o600 })
    removeOld()
  } catch {
    // What was done is done: a folder that cannot be written takes only the short way back.
  }
}

/** Of the month before and of this one: the server takes nothing back that is older than 30 days. */
function files() {
  const now = new Date()
  const months = [-1, 0].map((more) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + more))
  return months.map((month) =>
    join(stateFolder(), `${NAME}-${new Date(month).toISOString().slice(0, 7)}`),
  )
}

const NAME = 'tm-acts'

function removeOld() {
  const [oldest = ''] = files()
  for (const name of readdirSync(stateFolder()))
    if (name.startsWith(NAME) && join(stateFolder(), name) < oldest)
      rmSync(join(stateFolder(), name), { force: true })
}

function linesOf(file: string) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
