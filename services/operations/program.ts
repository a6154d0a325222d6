import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { JobEnv } from './env.ts'

/** How PostgreSQL's programs reach a server: libpq's own variables, so that no password is in a process list. */
export interface Connection {
  readonly PGHOST: string
  readonly PGPORT: string
  readonly PGUSER: string
  readonly PGPASSWORD?: string
}

/** Runs one of PostgreSQL's programs. `ended` rejects with its first complaint when it fails. */
export function started(
  env: Pick<JobEnv, 'PATH' | 'PG_BIN'>,
  name: string,
  args: readonly string[],
  connection?: Connection,
) {
  const path = env.PG_BIN ? `${env.PG_BIN}:${env.PATH}` : env.PATH
  const child = spawn(name, args, {
    // The locale makes complaints English and a new cluster UTF-8.
    env: { PATH: path, LC_ALL: 'C.UTF-8', PGCONNECT_TIMEOUT: '10', ...connection },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaints = text(child.stderr)
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${name} missing`, { cause })))
    child.once('close', (code) => {
      if (code === 0) return resolve()
      complaints.then(
        (said) => reject(new Error(`${name}: ${firstLine(said) || `ended with ${code}`}`)),
        reject,
      )
    })
  })
  // Whoever waits for it hears of the failure; until then it must not end this process.
  ended.catch(() => {})
  return { child, output: child.stdout, ended }
}

/** Runs a program to its end and returns what it printed. */
export async function run(...program: Parameters<typeof started>) {
  const { output, ended } = started(...program)
  const printed = await text(output)
  await ended.catch((cause) => {
    // pg_amcheck prints what it found on stdout.
    throw new Error([cause.message, beginningOf(printed)].filter(Boolean).join(': '))
  })
  return printed
}

/** The major version of a program: `pg_dump (PostgreSQL) 18.4 (Debian …)` is 18. */
export async function majorOf(env: Pick<JobEnv, 'PATH' | 'PG_BIN'>, name: string) {
  const said = await run(env, name, ['--version'])
  return Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1])
}

const firstLine = (said: string) =>
  said
    .split('\n')
    .find((line) => line.trim() && !/^(NOTICE|WARNING):/.test(line))
    ?.trim()

/** The name of a damaged object and what is wrong with it are on lines of their own. */
const beginningOf = (said: string) => said.replace(/\s+/g, ' ').trim().slice(0, 400)
