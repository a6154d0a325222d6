import manifest from '../../package.json' with { type: 'json' }
import { nearest } from '../../services/task-service/tql/nearest.ts'
import { type Asked, everywhere, readArguments } from './command.ts'
import { commands } from './commands.ts'
import { failureOf } from './errors.ts'
import { exits, Failure } from './failure.ts'
import { createSession } from './session.ts'
import { paint, safe, safeJson, terminalOf } from './terminal.ts'
import { type Language, languageOf, type Words, wordsOf } from './words.ts'

/** Nobody waits longer for what they may type. */
const COMPLETE_MS = 2000

/** Runs `tm` and resolves to what it ends with. */
export async function run(args: readonly string[]): Promise<number> {
  const isJson = args.includes('--json')
  let language = languageOf(process.env)
  try {
    language = languageIn(args) ?? language
    await runCommand(args, language)
    return exits.ok
  } catch (error) {
    return complain(error, wordsOf(language), isJson)
  }
}

async function runCommand(args: readonly string[], language: Language) {
  const words = wordsOf(language)
  const at = args.findIndex((argument, nth) => !isOption(argument, args[nth - 1]))
  const typed = args[at]
  const terminal = terminalOf(process.stdout)
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  if (typed === undefined || typed === 'help') {
    const wanted = args.slice(at + 1).find((one, nth) => !isOption(one, args[at + nth]))
    if (args.includes('--version') || args.includes('-V')) return say(manifest.version)
    readArguments(args.slice(0, Math.max(at, 0)), everywhere, words)
    if (typed === undefined && !args.some((one) => one === '--help' || one === '-h'))
      throw new Failure('usage', words.whichCommand, { hints: [words.helpHint] })
    return say(helpText(words, typed && wanted))
  }
  if (typed === 'complete') {
    const { complete } = await import('./complete.ts')
    const asking = { words, language, terminal, isJson: false, workspace: undefined }
    const session = createSession({ ...asking, timeoutMs: COMPLETE_MS })
    return complete(session, args.slice(args.indexOf('--') + 1))
  }
  const command = commands.find(({ name }) => name === typed)
  if (!command) throw unknownCommand(typed, words)
  const rest = args.toSpliced(at, 1)
  const asked: Asked = readArguments(rest, command.options ?? {}, words)
  if (asked.has('help')) return say([command.usage, words.about[command.name]].join('\n'))
  const session = createSession({
    ...{ words, language, terminal },
    isJson: asked.has('json'),
    workspace: asked.text('workspace'),
  })
  await command.run(session, asked)
}

/** Whether an argument before the name of the command is an option of all commands, or the value of one. */
const isOption = (argument: string, before = '') =>
  argument.startsWith('-') || /^(--lang|--workspace|-w)$/.test(before)

function languageIn(args: readonly string[]): Language | undefined {
  const at = args.findIndex((one) => one === '--lang' || one.startsWith('--lang='))
  if (at < 0) return undefined
  const said = args[at]?.split('=')[1] ?? args[at + 1]
  if (said === 'ko' || said === 'en') return said
  throw new Failure('usage', wordsOf(languageOf(process.env)).badLanguage(said ?? ''))
}

function unknownCommand(typed: string, words: Words) {
  const names = commands.map(({ name }) => name)
  const meant = nearest(typed, names)
  return new Failure('usage', words.unknownCommand(typed), {
    hints: [meant ? words.didYouMean(`tm ${meant}`) : words.helpHint],
  })
}

function helpText(words: Words, name: string | undefined) {
  if (name) {
    const command = commands.find((each) => each.name === name)
    if (!command) throw unknownCommand(name, words)
    return [command.usage, words.about[command.name]].join('\n')
  }
  const lines = commands.map((each) => `  ${each.name.padEnd(11)}${words.about[each.name] ?? ''}`)
  return [words.title, '', ...lines, '', words.everywhere].join('\n')
}

/** Says what went wrong where it is in no program's way; resolves to the exit code. */
function complain(error: unknown, words: Words, isJson: boolean) {
  const failure = failureOf(error, words)
  const terminal = terminalOf(process.stderr)
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  const { exit, message, hints, candidates } = failure
  if (isJson)
    say(safeJson({ error: { kind: exit, exit: exits[exit], message, hints, candidates } }))
  else {
    say(`${paint(terminal, 'red', 'tm:')} ${safe(message)}`)
    if (candidates && candidates.length > 0) say(safe(`    ${candidates.join(', ')}`))
    for (const hint of hints) say(safe(`    ${hint}`))
    const { cause } = failure
    if (process.env.TASKMATE_DEBUG && cause instanceof Error) say(cause.stack ?? '')
  }
  return exits[exit]
}
