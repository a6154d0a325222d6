import { expect, test } from '@jest/globals'
import { keeping } from '../testing/keeping.ts'
import { unzip } from '../testing/unzip.ts'
import { pathOf } from './file-name.ts'
import { pourZip } from './pour-zip.ts'

async function* texts(...parts: string[]) {
  yield* parts
}

test('an entry is not asked for before the one before it was read', async () => {
  const order: string[] = []
  const said = async function* (name: string) {
    order.push(`${name} begins`)
    yield 'a'
    yield 'b'
    order.push(`${name} ends`)
  }
  await pourZip(async function* () {
    yield { name: 'one', content: said('one') }
    yield { name: '둘', content: said('two') }
  }, keeping().target)
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('a content that fails or is of another length cuts the target off, and what is open is told', async () => {
  const failing = async function* () {
    yield 'beginning'
    throw new Error('away')
  }
  for (const [content, sizeBytes, message] of [
    [failing(), undefined, 'away'],
    [texts('short'), 9, 'unexpected number of bytes'],
  ] as const) {
    const { target, bytes } = keeping()
    let over: AbortSignal | undefined
    let isClosed = false
    const poured = pourZip(async function* (signal) {
      over = signal
      try {
        yield { name: 'first', content: texts('whole') }
        yield { name: 'second', content, ...(sizeBytes && { sizeBytes }) }
        yield { name: 'third', content: texts('late') }
      } finally {
        isClosed = true
      }
    }, target)
    await expect(poured).rejects.toThrow()
    expect(String(over?.reason)).toContain(message)
    expect(target.destroyed).toBe(true)
    await expect(unzip(bytes())).rejects.toThrow()
    expect(isClosed).toBe(true)
  }
})

const id = '01900000-0000-7000-8000-000000000000'

test.each([
  ['plan.txt', 'plan.txt'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['C:\\boot.ini', 'C__boot.ini'],
  ['a\u202Egnp.exe', 'a_gnp.exe'],
  ['dots and blanks. . ', 'dots and blanks'],
  ['한글.txt'.normalize('NFD'), '한글.txt'],
  ['..', ''],
  [`${'가'.repeat(255)}.docx`, `${'가'.repeat(65)}.docx`],
  ['🎉'.repeat(255), '🎉'.repeat(50)],
])('the name %j is one that every system takes', (name, safe) => {
  expect(pathOf({ id, name })).toBe(`files/${id}-${safe}`)
})
