import { parseArgs } from 'node:util'
import { nearest } from '../../services/task-service/tql/nearest.ts'
import { Failure } from './failure.ts'
import type { Session } from './session.ts'
import type { Words } from './words.ts'

interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
}
export type Options = Readonly<Record<string, Option>>

export interface Command {
  readonly name: string
  /** What stands behind the name, as the help shows it. */
  readonly usage: string
  readonly options?: Options
  /** Words by which completion goes on behind the name. */
  readonly completes?: 'status' | 'task' | 'project' | 'shell'
  readonly run: (session: Session, asked: Asked) => Promise<void>
}

/** What was typed behind the name of a command. */
export interface Asked {
  readonly words: readonly string[]
  readonly text: (option: string) => string | undefined
  readonly texts: (option: string) => readonly string[]
  readonly has: (option: string) => boolean
}

/** Options that every command has. */
export const everywhere = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  workspace: { type: 'string', short: 'w' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options

/** Part of a filter or of a text, which may begin with a minus sign: `-label:bug`, `- buy milk`. */
const isWords = (argument: string) => /^-(?!-)(?=.*[\s:])|^-$|^-\(/.test(argument)

/** Reads arguments by the options of a command; what no option is called is refused, with what may have been meant. */
export function readArguments(args: readonly string[], own: Options, words: Words): Asked {
  const options: Options = { ...everywhere, ...own }
  // Names rather than places: what is held out must come back where it stood.
  const held = new Map<string, string>()
  const hold = (argument: string, at: number) => {
    if (!isWords(argument)) return argument
    held.set(`\u0000${at}`, argument)
    return `\u0000${at}`
  }
  const { values, positionals, tokens } = parseArgs({
    args: args.map(hold),
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option) throw unknownOption(token.rawName, Object.keys(options), words)
    if (option.type === 'string' && token.value === undefined)
      throw new Failure('usage', words.needsValue(token.rawName))
    if (option.type === 'boolean' && token.value !== undefined)
      throw new Failure('usage', words.takesNoValue(token.rawName))
  }
  const back = (value: unknown) => held.get(String(value)) ?? String(value)
  const texts = (name: string) => [values[name] ?? []].flat().map(back)
  return {
    words: positionals.map(back),
    text: (name) => texts(name).at(-1),
    texts,
    has: (name) => values[name] !== undefined,
  }
}

function unknownOption(typed: string, known: readonly string[], words: Words) {
  const meant = nearest(typed.replace(/^-+/, ''), known)
  const hints = meant ? [words.didYouMean(`--${meant}`)] : []
  return new Failure('usage', words.unknownOption(typed), { hints })
}

/** The one text of a command. */
export function oneText({ words: typed }: Asked, usage: string, words: Words) {
  const text = typed.join(' ').trim()
  if (!text) throw new Failure('usage', words.missingArgument, { hints: [usage] })
  return text
}
