import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'content-disposition'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
let projectId: string
beforeAll(async () => {
  team = await startFileTeam()
  const founder = await team.founder('Alice')
  alice = team.signedIn(founder)
  const { workspaceId } = founder
  projectId = (await founder.tasks.projects.create.mutate({ workspaceId, key: 'WEB', name: 'Web' }))
    .id
})
afterAll(() => team.close())

const png = (() => {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(2)))]
  return Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))])
})()
const script = '<script>alert(document.domain)</script>'
const gif = Buffer.from(`GIF89a/*${'\0'.repeat(20)}*/=1;alert(1)//${script}`)
const pdf = Buffer.from(`%PDF-1.7\n${script}\n%%EOF`)
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from(script),
])
const webp = Buffer.concat([Buffer.from('RIFF$\0\0\0WEBPVP8 '), Buffer.alloc(40)])
const zip = Buffer.concat([Buffer.from('504b0304140000000000', 'hex'), Buffer.alloc(40)])

test.each([
  ['page.png', png, 'image/png', 'inline'],
  ['anim.html', gif, 'image/gif', 'inline'],
  ['photo.svg', jpeg, 'image/jpeg', 'inline'],
  ['x.exe', webp, 'image/webp', 'inline'],
  ['report.html', pdf, 'application/pdf', 'attachment'],
  ['photo.png', zip, 'application/zip', 'attachment'],
  [
    'logo.svg',
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    'text/plain; charset=utf-8',
    'attachment',
  ],
  [
    'logo.png',
    Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    'application/xml',
    'attachment',
  ],
  [
    'index.html',
    Buffer.from(`<!doctype html><html>${script}</html>`),
    'text/plain; charset=utf-8',
    'attachment',
  ],
  ['image.gif', Buffer.from(script), 'text/plain; charset=utf-8', 'attachment'],
  ['메모.txt', Buffer.from('회의록'), 'text/plain; charset=utf-8', 'attachment'],
  ['data.json', Buffer.from([0, 1, 2, 255, 254]), 'application/octet-stream', 'attachment'],
])('%s is what its content says, and acts as nothing else', async (name, bytes, type, place) => {
  const { id } = await alice.upload(bytes, { projectId, name })
  const { headers } = await alice.download(id, {}, 'GET', '?inline=1')
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('content-disposition')).toMatch(new RegExp(`^${place};`))
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
  const plain = await alice.download(id)
  expect(plain.headers.get('content-disposition')).toMatch(/^attachment;/)
})

test.each([
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['..\\..\\boot.ini', '.._.._boot.ini'],
  ['%2e%2e%2fetc', '%2e%2e%2fetc'],
  ['a\r\nSet-Cookie: x=1', 'a Set-Cookie: x=1'],
  ['say "hi"; filename=evil.exe', 'say "hi"; filename=evil.exe'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['con', 'con'],
  ['보고서 🎉 (최종)*.pdf', '보고서 🎉 (최종)*.pdf'],
  ['한글.txt'.normalize('NFD'), '한글.txt'],
])('the name %j becomes neither a path nor a header', async (name, shown) => {
  const { id } = await alice.upload(Buffer.from('x'), { projectId, name })
  const { storageKey } = (await team.rows.query('select * from "File" where id = $1', [id])).rows[0]
  expect(await team.stored()).toContain(storageKey)
  const { headers } = await alice.download(id)
  expect(headers.get('set-cookie')).toBeNull()
  const header = headers.get('content-disposition') ?? ''
  expect(header).toMatch(/^attachment; [\x20-\x7e]+$/)
  expect(parse(header).parameters.filename).toBe(shown)
})

test.each([
  ['', 'empty'],
  ['\u0000', 'NUL'],
  ['x'.repeat(4096), 'long'],
  ['\ud800', 'broken'],
])('a name that nobody can use is refused (%#)', async (name) => {
  const asked = alice.files.uploads.create.mutate({ projectId, name, sizeBytes: 1 })
  await expect(asked).rejects.toMatchObject({ data: { httpStatus: 400 } })
})
