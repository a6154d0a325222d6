import { connect } from '../client.ts'
import type { Command } from '../command.ts'
import { projectNamed } from '../create.ts'
import { Failure } from '../failure.ts'
import { readSecret, readStdin } from '../input.ts'
import {
  keptSettings,
  readSettings,
  refuseOtherTokens,
  removeSettings,
  serverUrl,
  settingsFile,
  writeSettings,
} from '../settings.ts'
import { safe } from '../terminal.ts'

/** The token comes by standard input alone: what stands in a command line is seen by every program of the machine. */
export const login: Command = {
  name: 'login',
  usage: 'tm login --url https://…  < token',
  options: { url: { type: 'string' } },
  run: async (session, { words: typed, text }) => {
    const { words, answer } = session
    if (typed.length > 0)
      throw new Failure('usage', words.tokenInArguments, { hints: [words.tokenInArgumentsHint] })
    const given = text('url') ?? readSettings(words).url
    if (!given) throw new Failure('usage', words.whichServer, { hints: [login.usage] })
    const url = serverUrl(given, words)
    const token = process.stdin.isTTY
      ? await readSecret(words.askToken(url))
      : (await readStdin()).trim()
    refuseOtherTokens(token, words)
    const { name, email } = await connect({ url, token }).trpc.user.me.get.query()
    const kept = keptSettings(words)
    writeSettings({ ...(kept.url === url && kept), url, token })
    answer({ url, name, email, file: settingsFile() }, [
      words.loggedIn(safe(name), safe(email), url),
      words.keptIn(settingsFile()),
    ])
  },
}

export const logout: Command = {
  name: 'logout',
  usage: 'tm logout',
  run: async ({ words, answer }) => {
    removeSettings()
    answer({ file: settingsFile() }, [words.loggedOut])
  },
}

export const whoami: Command = {
  name: 'whoami',
  usage: 'tm whoami',
  run: async (session) => {
    const [{ id, name, email, timeZone, bot = null }, workspaces] = await Promise.all([
      session.me(),
      session.client().trpc.user.workspaces.list.query(),
    ])
    const { url } = session.client()
    const { words } = session
    const places = workspaces.map(({ slug, name: called, role }) => ({ slug, name: called, role }))
    session.answer({ id, name, email, timeZone, bot, url, workspaces: places }, [
      `${safe(name)} <${safe(email)}>  ${timeZone}`,
      ...(bot ? [safe(words.bot(bot.name, name))] : []),
      url,
      ...places.map((place) => safe(`  ${place.slug}  ${place.name}  (${place.role})`)),
    ])
  },
}

export const use: Command = {
  name: 'use',
  usage: 'tm use WEB',
  completes: 'project',
  run: async (session, { words: [typed] }) => {
    const { words, answer } = session
    if (!typed) throw new Failure('usage', words.missingArgument, { hints: [use.usage] })
    const { key, name } = await projectNamed(session, typed)
    const { slug } = await session.workspace()
    const { url } = session.client()
    const kept = keptSettings(words)
    if (kept.token && kept.url !== url)
      throw new Failure('usage', words.keptElsewhere(String(kept.url)), {
        hints: [words.keptElsewhereHint],
      })
    writeSettings({ ...kept, url, workspace: slug, project: key })
    answer({ project: key, workspace: slug }, [words.usual(key, safe(name))])
  },
}
