import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleTm } from '../../bin/bundle.ts'

interface Given {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The command line as it is built, in a home of its own, on no terminal. */
export async function builtTm() {
  const home = await mkdtemp(join(tmpdir(), 'taskmate-tm-'))
  const file = join(home, 'built', 'tm.js')
  await bundleTm(file)
  const env = { PATH: process.env.PATH ?? '', HOME: home, LANG: 'en_US.UTF-8' }

  /** Runs it to its end. */
  const run = (args: readonly string[], { input = '', env: own = {} }: Given = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [file, ...args], { env: { ...env, ...own } })
      let [out, err] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text) => {
        out += text
      })
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text
      })
      // It may end without reading.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
      child.once('close', (code) => resolve({ code, out, err }))
    })
  /** Runs a command that has to succeed; what it printed. */
  const ok = async (args: readonly string[], given: Given = {}) => {
    const { code, out, err } = await run(args, given)
    if (code !== 0) throw new Error(`tm ${args.join(' ')} ended with ${code}: ${err}`)
    return out
  }
  const json = async (args: readonly string[], given: Given = {}) =>
    JSON.parse(await ok([...args, '--json'], given))
  return { home, file, env, run, ok, json, close: () => rm(home, { recursive: true, force: true }) }
}
