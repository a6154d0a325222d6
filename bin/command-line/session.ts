import { TRPCClientError } from '@trpc/client'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { localAt } from '../../services/task-service/tql/instant.ts'
import { type Client, connect, type Person, type Project } from './client.ts'
import { Failure } from './failure.ts'
import { oneOf } from './names.ts'
import { readSettings, refuseOtherTokens, type Settings, serverUrl } from './settings.ts'
import { safe, safeJson, type Terminal } from './terminal.ts'
import type { Language, Words } from './words.ts'

interface Surroundings {
  readonly words: Words
  readonly language: Language
  readonly terminal: Terminal
  readonly isJson: boolean
  /** Slug, name or id of a workspace, where one was named. */
  readonly workspace: string | undefined
  /** Where they are not to be read now. */
  readonly settings?: Settings
  /** Of each call. */
  readonly timeoutMs?: number
}

export type Session = ReturnType<typeof createSession>

/** What the commands share: who calls, where, in which words. Each thing is read once, when it is first asked for. */
export function createSession({
  words,
  language,
  terminal,
  isJson,
  workspace: named,
  settings: kept,
  timeoutMs,
}: Surroundings) {
  const settings = once(() => kept ?? readSettings(words))
  const client = once((): Client => {
    const { url, token } = settings()
    if (!url) throw new Failure('forbidden', words.noServer, { hints: [words.loginHint] })
    if (!token) throw new Failure('forbidden', words.noToken(url), { hints: [words.loginHint] })
    refuseOtherTokens(token, words)
    return connect({ url: serverUrl(url, words), token, timeoutMs })
  })
  const me = once(() => client().trpc.user.me.get.query())
  const workspace = once(async () => {
    const list = await client().trpc.user.workspaces.list.query()
    const wanted = named ?? settings().workspace
    const [only] = list
    if (wanted === undefined && only && list.length === 1) return only
    const known = list.map((each) => ({ ...each, codes: [each.slug, each.id] }))
    if (wanted !== undefined) return oneOf(known, wanted, { words, kind: words.kinds.workspace })
    throw new Failure('usage', list.length ? words.whichWorkspace : words.noWorkspace, {
      hints: list.length ? [words.workspaceHint] : [],
      candidates: list.map(({ slug }) => slug),
    })
  })
  const projects = once(async () =>
    client().trpc.task.projects.list.query({ workspaceId: (await workspace()).id }),
  )
  const people = once(async (): Promise<Person[]> => {
    const workspaceId = (await workspace()).id
    return client()
      .trpc.user.members.list.query({ workspaceId })
      .then(
        (members) => members.map(({ userId: id, name, role }) => ({ id, name, role })),
        (error: unknown) => {
          // A token that may not read people still reads tasks; then only oneself has a name.
          if (!isScopeMissing(error)) throw error
          return me().then(({ id, name }) => [{ id, name, role: 'member' }])
        },
      )
  })
  /** What people are called, those too whose account was deleted. A server of the release before knows of none, and a token
   *  that may not read people is told of none. */
  const names = once(async () => {
    const workspaceId = (await workspace()).id
    const gone = client()
      .trpc.user.members.deleted.query({ workspaceId })
      .catch(() => [])
    const [some, deleted] = await Promise.all([people(), gone])
    return new Map([
      ...deleted.map((id) => [id, words.deletedUser] as const),
      ...some.map(({ id, name }) => [id, name] as const),
    ])
  })
  const known = new Map<string, Promise<Project>>()
  const project = (key: string) => {
    const found =
      known.get(key) ??
      workspace().then(({ id: workspaceId }) =>
        client().trpc.task.projects.get.query({ workspaceId, key }),
      )
    known.set(key, found)
    return found
  }
  const write = (text: string) => void process.stdout.write(`${text}\n`)
  return {
    ...{ words, language, terminal, isJson, settings, client },
    ...{ me, workspace, projects, people, names, project },
    /** For who changed what a project has. */
    forgetProject: (key: string) => void known.delete(key),
    /** What the calendar and the clock of the account show. */
    now: async () => {
      const { timeZone } = await me()
      return { ...localAt(new Date(), timeZone), timeZone }
    },
    /** The answer: lines for people, or one JSON value. */
    answer: (value: unknown, lines: readonly string[]) => {
      if (isJson) write(safeJson(value))
      else if (lines.length > 0) write(lines.join('\n'))
    },
    /** Beside the answer, where it is in nobody's way. */
    note: (text: string) => void process.stderr.write(`${safe(text)}\n`),
  }
}

const isScopeMissing = (error: unknown) =>
  error instanceof TRPCClientError &&
  (error as TRPCClientError<GatewayRouter>).data?.reason === 'scope'

function once<T>(make: () => T) {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
