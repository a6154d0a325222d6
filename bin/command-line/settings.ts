import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { isApiToken } from '../../services/chassis/tokens/api-token.ts'
import { Failure } from './failure.ts'
import type { Words } from './words.ts'

/** What `tm` knows before it asks anybody. */
export interface Settings {
  readonly url?: string
  readonly token?: string
  /** Slug or id. */
  readonly workspace?: string
  /** Key of the project that is meant where none is named. */
  readonly project?: string
}

const fields = ['url', 'token', 'workspace', 'project'] as const

const folder = (variable: string, usual: string) =>
  join(process.env[variable] || join(homedir(), usual), 'taskmate')

/** The file that `tm login` writes; only its owner may read it. */
export const settingsFile = () =>
  process.env.TASKMATE_CONFIG || join(folder('XDG_CONFIG_HOME', '.config'), 'tm.json')

/** Acts that were done by `tm` on this machine, for `tm undo`. */
export const actsFile = () => join(folder('XDG_STATE_HOME', '.local/state'), 'tm-acts')

/** Of the environment, else of the file. A token of the environment is never sent to the server of the file alone. */
export function readSettings(words: Words): Settings {
  const kept = keptSettings(words)
  const { TASKMATE_URL, TASKMATE_TOKEN, TASKMATE_WORKSPACE, TASKMATE_PROJECT } = process.env
  const isSame = !TASKMATE_URL || trimmed(TASKMATE_URL) === kept.url
  return {
    url: TASKMATE_URL ? trimmed(TASKMATE_URL) : kept.url,
    token: TASKMATE_TOKEN || (isSame ? kept.token : undefined),
    workspace: TASKMATE_WORKSPACE || (isSame ? kept.workspace : undefined),
    project: TASKMATE_PROJECT || (isSame ? kept.project : undefined),
  }
}

export function keptSettings(words: Words): Settings {
  const path = settingsFile()
  let text: string
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
      throw new Failure('forbidden', words.fileIsOpen(path), { hints: [`chmod 600 ${path}`] })
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
  try {
    const read: unknown = JSON.parse(text)
    return Object.fromEntries(
      fields.flatMap((field) => {
        const value = read && typeof read === 'object' ? Reflect.get(read, field) : undefined
        return typeof value === 'string' ? [[field, value]] : []
      }),
    )
  } catch {
    throw new Failure('usage', words.fileIsBroken(path), { hints: ['tm login'] })
  }
}

/** Written beside and renamed, so that it is whole, and never readable by others. */
export function writeSettings(settings: Settings) {
  const path = settingsFile()
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  chmodSync(beside, 0o600)
  renameSync(beside, path)
}

export const removeSettings = () => rmSync(settingsFile(), { force: true })

const trimmed = (url: string) => url.trim().replace(/\/+$/, '')

/** The address of a server, as it is kept. A token goes over plain HTTP to this machine only. */
export function serverUrl(text: string, words: Words) {
  const url = URL.canParse(trimmed(text)) ? new URL(trimmed(text)) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new Failure('usage', words.noUrl(text), { hints: [words.urlHint] })
  if (url.protocol === 'http:' && !isLoopback(url) && process.env.TASKMATE_ALLOW_HTTP !== '1')
    throw new Failure('usage', words.plainHttp(url.origin), { hints: [words.plainHttpHint] })
  return trimmed(url.href)
}

export const isLoopback = ({ hostname }: URL) =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)

export function refuseOtherTokens(token: string, words: Words) {
  if (!isApiToken(token))
    throw new Failure('forbidden', words.notAToken, { hints: [words.tokenHint] })
}
