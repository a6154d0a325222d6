import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
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

/** Where `tm` keeps which acts were done by it on this machine, for `tm undo`. */
export const stateFolder = () => folder('XDG_STATE_HOME', '.local/state')

/** Of the environment, else of the file. A token of the environment is never sent to the server of the file: it needs
 *  its own beside it. */
export function readSettings(words: Words): Settings {
  const { TASKMATE_URL, TASKMATE_TOKEN, TASKMATE_WORKSPACE, TASKMATE_PROJECT } = process.env
  if (TASKMATE_TOKEN && !TASKMATE_URL)
    throw new Failure('forbidden', words.tokenWithoutUrl, { hints: [words.tokenWithoutUrlHint] })
  const kept = keptSettings(words)
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
  const text = readOwn(path, words)
  if (text === undefined) return {}
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

/** The file that is asked about its rights is the one that is read, whatever takes its name meanwhile. */
function readOwn(path: string, words: Words) {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0)
      throw new Failure('forbidden', words.fileIsOpen(path), { hints: [`chmod 600 ${path}`] })
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/** Written beside and renamed, so that it is whole, and never readable by others. The name beside is one that nobody could
 *  have prepared, nor is what stands there written into. */
export function writeSettings(settings: Settings) {
  const path = settingsFile()
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${randomUUID()}`
  const text = `${JSON.stringify(settings, null, 2)}\n`
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

export const removeSettings = () => rmSync(settingsFile(), { force: true })

const trimmed = (url: string) => url.trim().replace(/\/+$/, '')

/** The address of a server, as it is kept. A token goes over plain HTTP to this machine only. */
export function serverUrl(text: string, words: Words) {
  const url = URL.canParse(trimmed(text)) ? new URL(trimmed(text)) : undefined
  const isPlain = url && !(url.username || url.password || url.search || url.hash)
  if (!isPlain || !/^https?:$/.test(url.protocol))
    throw new Failure('usage', words.noUrl(text.replace(/\/\/.*@/, '//…@')), {
      hints: [words.urlHint],
    })
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
