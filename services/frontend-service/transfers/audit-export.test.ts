import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { clientOf } from '../../testing/postgres.ts'
import { newTokenOf, program } from '../testing/api-token.ts'
import { openBrowser } from '../testing/browser.ts'
import { type Person, type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
beforeAll(async () => {
  system = await startSystem()
  alice = await system.person('Alice')
})
afterAll(() => system.close())

const exported = async (form: string, query = '', reader: Pick<Person, 'request'> = alice) => {
  const answer = await reader.request(`/audit/${alice.workspaceId}.${form}${query}`)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const linesOf = (text: string) => text.trimEnd().split('\n')
const entriesIn = (text: string) => linesOf(text).map((line) => JSON.parse(line))

test('the log leaves as lines of JSON and as a table in which nothing is a formula', async () => {
  const bob = await system.colleague(alice, 'Bob')
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', 'a "quoted", name'])
    await bob.trpc.user.me.update.mutate({ name }).then(() =>
      bob.trpc.gateway.apiTokens.create.mutate({
        ...{ name, scopes: ['tasks:read'], expiresAt: new Date(Date.now() + 60_000).toISOString() },
      }),
    )
  await bob.trpc.user.me.update.mutate({ name: '=HYPERLINK("x")' })
  const { items } = await alice.trpc.user.audit.list.query({
    workspaceId: alice.workspaceId,
    limit: 100,
  })
  const lines = await exported('jsonl')
  expect(lines.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  expect(lines.headers.get('content-disposition')).toBe('attachment; filename="audit-log.jsonl"')
  expect(entriesIn(lines.text)).toEqual(items)
  const table = await exported('csv', `?userId=${bob.id}&kind=token_made`)
  expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const [head, ...rows] = table.text.replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(head).toMatch(/^"number","time","kind","event","actor_id","actor",/)
  expect(rows).toHaveLength(6)
  for (const row of rows) {
    expect(row).toContain(`"'=HYPERLINK(""x"")"`)
    expect(row).not.toMatch(/(^|,)"\s*[=+\-@]/)
  }
  await bob.trpc.user.me.update.mutate({ name: '＝HYPERLINK("x")' })
  const wide = await exported('csv', `?userId=${bob.id}&kind=token_made`)
  expect(wide.text).toContain(`"'＝HYPERLINK(""x"")"`)
})

test('each entry says the network that the browser came from, and by what', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const forged = { 'x-client-address': '198.51.100.1', 'x-forwarded-for': '198.51.100.1' }
  const answer = await alice.request('/trpc/user/members.changeRole', {
    method: 'POST',
    headers: { ...forged, 'content-type': 'application/json' },
    body: JSON.stringify({ workspaceId: alice.workspaceId, userId: bob.id, role: 'viewer' }),
  })
  expect(answer.status).toBe(200)
  await alice.trpc.gateway.people.disable.mutate({ workspaceId: alice.workspaceId, userId: bob.id })
  const { text } = await exported('jsonl', `?userId=${bob.id}`)
  expect(entriesIn(text)).toMatchObject([
    { kind: 'member_disabled', address: '127.0.0.0/24', via: 'session', actor: { id: alice.id } },
    { kind: 'role_changed', address: '127.0.0.0/24', via: 'session', actor: { id: alice.id } },
    { kind: 'sign_in', address: '127.0.0.0/24', via: 'sign_in', actor: { id: bob.id } },
    { kind: 'invitation_accepted', address: '127.0.0.0/24', actor: { id: bob.id } },
  ])
})

test('it is for owners and admins, in a session or by a token with its scope', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const carol = await system.person('Carol')
  const reads = await newTokenOf(alice, { scopes: ['audit:read'] })
  const other = await newTokenOf(alice, { scopes: ['members:read'] })
  const asked: [reader: Pick<Person, 'request'>, status: number][] = [
    [openBrowser(system.url), 401],
    ...([bob, carol].map((person) => [person, 404]) as [Person, number][]),
    [program(system.url, other.token), 403],
    [program(system.url, reads.token), 200],
  ]
  for (const [reader, status] of asked)
    for (const form of ['csv', 'jsonl'])
      expect((await exported(form, '', reader)).status).toBe(status)
  const rest = await program(system.url, reads.token).request(
    `/api/v1/workspaces/${alice.workspaceId}/audit?limit=1`,
  )
  expect(rest.status).toBe(200)
  expect(rest.headers.get('link')).toMatch(/audit\?limit=1&cursor=\d+>; rel="next"/)
  expect((await exported('xml')).status).toBe(404)
  expect((await exported('csv', '?kind=nothing')).status).toBe(400)
  expect((await exported('csv', '?kind=sign_in&kind=token_made')).status).toBe(400)
  expect(await (await carol.request(`/audit/${carol.workspaceId}.csv`)).text()).not.toContain(
    alice.id,
  )
})

test('a file has every entry of many pages, once each, in order', async () => {
  const { workspaceId } = alice
  const rows = clientOf(system.userDatabase as never, system.userDatabase?.DATABASE_NAME ?? '')
  await rows.connect()
  await rows.query(
    `select audit_append(array[$1::uuid], 'sign_in', null, null, 'sign_in', '{"nth":' || nth || '}', 's', '{}', null)
       from generate_series(1, 450) nth`,
    [workspaceId],
  )
  await rows.end()
  const seqs = entriesIn((await exported('jsonl')).text).map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, nth) => seqs.length - nth))
  expect(seqs.length).toBeGreaterThan(450)
})
