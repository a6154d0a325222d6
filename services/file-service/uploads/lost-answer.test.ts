import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
beforeAll(async () => {
  team = await startFileTeam()
})
afterAll(() => team.close())

/** Whoever makes a file ready waits for this lock at the end of the transaction. */
const LOCK = 20_261_130
const lateCommit = `
  create function wait_for_test() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(${LOCK}); return null; end $$;
  create constraint trigger wait_for_test after update on "File" deferrable initially deferred
    for each row when (new.state = 'ready') execute function wait_for_test()`

test('a file that was stored stays whole when the database’s answer to that is lost', async () => {
  const postgres = await faultProxy(`${team.env.POSTGRES_HOST}:${team.env.POSTGRES_PORT}`)
  const service = await team.another({ POSTGRES_PORT: String(postgres.port) })
  const alice = team.signedIn(await team.founder('Alice'), service.url)
  const { workspaceId } = alice
  const about = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.tasks.projects.create.mutate(about)
  const { id, url } = await alice.files.uploads.create.mutate({
    projectId,
    name: 'x',
    sizeBytes: 5,
  })
  await team.rows.query(lateCommit)
  const holder = await team.rows.connect()
  await holder.query('select pg_advisory_lock($1)', [LOCK])
  const sent = alice.put(url, Buffer.from('whole'))
  await pollUntil(async () => {
    const { rowCount } = await team.rows.query(
      `select from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`,
    )
    return rowCount
  })
  postgres.cut()
  await holder.query('select pg_advisory_unlock($1)', [LOCK])
  holder.release()

  expect((await sent).status).toBe(503)
  const states = await team.rows.query('select state from "File" where id = $1', [id])
  expect(states.rows).toEqual([{ state: 'ready' }])
  expect(await (await alice.download(id)).text()).toBe('whole')
  await service.close()
  await postgres.close()
})
