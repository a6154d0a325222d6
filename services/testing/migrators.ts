import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleOf } from '../../bin/bundle.ts'
import type { TemporaryDatabase } from './database.ts'

/** The program that a pod's init container runs, bundled as it is in the image, with migrations of a test beside it. */
export async function migrators() {
  const program = mkdtempSync(join(tmpdir(), 'taskmate-migrate-'))
  const migrations = join(program, 'migrations')
  writeFileSync(join(program, 'package.json'), '{"type":"module"}')
  await build(bundleOf('services/task-service/migrate.ts', join(program, 'migrate.js')))
  return {
    add: (name: string, sql: string) => {
      mkdirSync(join(migrations, name), { recursive: true })
      writeFileSync(join(migrations, name, 'migration.sql'), sql)
    },
    remove: (name = '') => {
      rmSync(join(migrations, name), { recursive: true, force: true })
      mkdirSync(migrations, { recursive: true })
    },
    start: (word: string, database: TemporaryDatabase) =>
      spawn(process.execPath, [join(program, 'migrate.js'), word], {
        env: { PATH: process.env.PATH, ...database.env },
      }),
    close: () => rmSync(program, { recursive: true, force: true }),
  }
}

/** Resolves when a process has written these words. */
export const said = (child: ChildProcess, words: string) =>
  new Promise<void>((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes(words)) resolve()
    })
  })

/** Resolves when a process has ended; `code` is null when a signal ended it. */
export async function ended(child: ChildProcess) {
  const text = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    text.out += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    text.err += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...text }
}
