import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clientOf } from '../../testing/postgres.ts'
import { newTokenOf, program } from '../testing/api-token.ts'
import { openBrowser } from '../testing/browser.ts'
import { type Person, password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
beforeAll(async () => {
  system = await startSystem({
    all: { TRANSFERS_PER_PERSON: '1', TRANSFER_WAIT_SECONDS: '1' },
  })
  alice = await system.person('Alice')
})
afterAll(() => system.close())

const exported = async (form: string, query = '', reader: Pick<Person, 'request'> = alice) => {
  const answer = await reader.request(`/audit/${alice.workspaceId}.${form}${query}`)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const linesOf = (text: string) => text.trimEnd().split('\n')
const objectsIn = (text: string) => linesOf(text).map((line) => JSON.parse(line))
const entriesIn = (text: string) => objectsIn(text).slice(0, -1)

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
  expect(rows.pop()).toBe(`"","","end_of_export","whole","","","","","","","","{""entries"":6}",""`)
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
  const project = { workspaceId: alice.workspaceId, key: 'HOOK', name: 'Hooks' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(project)
  const url = 'https://hooks.example.com/secret'
  await alice.trpc.task.webhooks.create.mutate({ projectId, url, types: ['task.created'] })
  const [hook] = await pollUntil(
    async () => entriesIn((await exported('jsonl', '?kind=webhook_made')).text),
    { isEnough: (some) => some.length > 0 },
  )
  expect(hook).toMatchObject({ address: '127.0.0.0/24', via: 'session', actor: { id: alice.id } })
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

/** Adds entries to the log of a workspace, each with a text of so many characters. */
async function fill(workspaceId: string, count: number, length = 1) {
  const rows = clientOf(system.userDatabase as never, system.userDatabase?.DATABASE_NAME ?? '')
  await rows.connect()
  await rows.query(
    `select audit_append(array[$1::uuid], 'sign_in', null, null, 'sign_in', '{"nth":' || nth || '}', 's',
       json_build_object('name', repeat('x', $3))::text, null)
       from generate_series(1, $2) nth`,
    [workspaceId, count, length],
  )
  await rows.end()
}

test('a file has every entry of many pages, once each, in order, and says that it is whole', async () => {
  await fill(alice.workspaceId, 450)
  const { text } = await exported('jsonl')
  const seqs = entriesIn(text).map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, nth) => seqs.length - nth))
  expect(seqs.length).toBeGreaterThan(450)
  expect(objectsIn(text).at(-1)).toEqual({
    ...{ kind: 'end_of_export', state: 'whole', entries: seqs.length },
  })
})

test('a file that was cut says where it goes on, and what follows is the rest', async () => {
  const all = entriesIn((await exported('jsonl')).text)
  const cut = await exported('jsonl', '?limit=150')
  expect(entriesIn(cut.text)).toEqual(all.slice(0, 150))
  const before = all[149].seq
  expect(objectsIn(cut.text).at(-1)).toEqual({
    ...{ kind: 'end_of_export', state: 'cut', entries: 150, before },
  })
  expect(linesOf((await exported('csv', '?limit=150')).text).at(-1)).toContain(
    `"end_of_export","cut","","","","","","","","{""entries"":150,""before"":${before}}"`,
  )
  const rest = await exported('jsonl', `?before=${before}`)
  expect(entriesIn(rest.text)).toEqual(all.slice(150))
  expect(objectsIn(rest.text).at(-1)).toMatchObject({ state: 'whole' })
  for (const wrong of ['limit=0', 'limit=100001', 'before=0', 'before=x'])
    expect((await exported('jsonl', `?${wrong}`)).status).toBe(400)
})

test('who may not read it any more gets a file that breaks off: by a session, a token or a right that ended', async () => {
  const { workspaceId } = alice
  // More than connections hold: whoever reads nothing of it has it open.
  await fill(workspaceId, 400, 100_000)
  const admin = async (name: string) => {
    const person = await system.colleague(alice, name)
    await alice.trpc.user.members.changeRole.mutate({
      ...{ workspaceId, userId: person.id, role: 'admin' },
    })
    const own = await person.trpc.user.workspaces.create.mutate({ name: `${name}'s own` })
    return { ...person, ownId: own.id }
  }
  const [byToken, bySession, byRight] = [await admin('Tom'), await admin('Sue'), await admin('Rob')]
  const { token, id } = await newTokenOf(byToken, { scopes: ['audit:read'] })
  const opened = await Promise.all([
    opening({ authorization: `Bearer ${token}` }),
    opening({ cookie: bySession.cookie() }),
    opening({ cookie: byRight.cookie() }),
  ])
  await byToken.trpc.gateway.apiTokens.revoke.mutate({ id })
  await bySession.trpc.gateway.session.signOut.mutate()
  await alice.trpc.user.members.changeRole.mutate({
    ...{ workspaceId, userId: byRight.id, role: 'member' },
  })
  // Nobody has more than one file on its way: another one comes once the first has ended.
  const again = openBrowser(system.url)
  const { email } = bySession
  await again.trpc.gateway.session.signIn.mutate({ email, password })
  for (const [reader, own] of [
    [byToken, byToken.ownId],
    [again, bySession.ownId],
    [byRight, byRight.ownId],
  ] as const)
    await pollUntil(async () => (await reader.request(`/audit/${own}.jsonl`)).status === 200)
  for (const answer of opened) {
    const { text, isWhole } = await restOf(answer)
    expect([isWhole, text.includes('end_of_export')]).toEqual([false, false])
  }
})

/** An export that has begun and of which nothing is read. */
const opening = (headers: Record<string, string>) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(`${system.url}/audit/${alice.workspaceId}.jsonl`, { headers, agent: false })
      .once('response', resolve)
      .once('error', reject)
  })

/** What comes of an answer once it is read. */
async function restOf(answer: IncomingMessage) {
  let text = ''
  const isWhole = await (async () => {
    for await (const chunk of answer) text += chunk
  })().then(
    () => true,
    () => false,
  )
  return { text, isWhole }
}
