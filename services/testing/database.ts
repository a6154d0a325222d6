import { randomBytes } from 'node:crypto'
import type { PostgresEnv } from './postgres.ts'
import { clientOf } from './postgres.ts'

export interface TemporaryDatabase {
  /** What a service's environment needs to use it. */
  readonly env: PostgresEnv & { readonly DATABASE_NAME: string }
  close(): Promise<void>
}

/** A migrated, empty database of one service (`user`, `task`, `analytics`, `file`), a copy of the run's template. */
export const temporaryDatabase = (short: string) => create(short, `template "template_${short}"`)

/** A database without a single table. */
export const emptyDatabase = () => create('empty', '')

async function create(word: string, options: string): Promise<TemporaryDatabase> {
  const server = testServer()
  const name = `test_${word}_${randomBytes(5).toString('hex')}`
  await execute(server, `create database "${name}" ${options}`)
  return {
    env: { ...server, DATABASE_NAME: name },
    close: () => execute(server, `drop database if exists "${name}" with (force)`),
  }
}

/** The PostgreSQL that this test run started. */
export function testServer(): PostgresEnv {
  const given = process.env.TASKMATE_TEST_POSTGRES
  if (!given) throw new Error('PostgreSQL is started by jest: run the tests by bin/test')
  return JSON.parse(given)
}

async function execute(server: PostgresEnv, sql: string) {
  const client = clientOf(server, 'postgres')
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
