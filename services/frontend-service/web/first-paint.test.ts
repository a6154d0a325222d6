import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

const run = promisify(execFile)
const vite = 'node_modules/vite/bin/vite.js'
const LIMIT_BYTES = 150 * 1024

interface Chunk {
  file: string
  imports?: string[]
}

let folder: string
let manifest: Record<string, Chunk>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taskmate-web-'))
  // In a process of its own: Vite's native part and jest's own realm do not recognise each other's objects.
  const env = { NODE_ENV: 'production' }
  await run(process.execPath, [vite, 'build', import.meta.dirname, '--outDir', folder], { env })
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('page, scripts and styles that a browser must load before anything shows stay below 150 KiB', () => {
  const files = firstFiles()
  const sizes = files.map((file) => gzipSync(readFileSync(join(folder, file))).length)
  expect(files.map((file) => extname(file))).toEqual(
    expect.arrayContaining(['.html', '.js', '.css']),
  )
  expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(LIMIT_BYTES)
})

test('no script has sentences of a library in languages that nobody can choose', () => {
  const scripts = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.js'))
  const withGerman = scripts.filter((file) =>
    readFileSync(join(folder, 'assets', file), 'utf8').includes('Ungültige Eingabe'),
  )
  expect(withGerman).toEqual([])
})

test('the letters of a Korean sign-in and board come in two files of at most 160 KiB', () => {
  const fonts = join(import.meta.dirname, 'fonts')
  const sizes = ['common', 'frequent'].map((name) => statSync(join(fonts, `${name}.woff2`)).size)
  expect(sizes[0]).toBeLessThan(94 * 1024)
  expect(sizes.reduce((total, size) => total + size)).toBeLessThan(160 * 1024)
})

test('the first of them has every letter of our own words', () => {
  const css = readFileSync(join(import.meta.dirname, 'fonts/fonts.css'), 'utf8')
  const ranges = (/unicode-range: ([^;]+);/.exec(css)?.[1] ?? '').split(', ').map((range) => {
    const [first = 0, last = first] = range
      .slice(2)
      .split('-')
      .map((hex) => Number.parseInt(hex, 16))
    return { first, last }
  })
  const messages = join(import.meta.dirname, 'messages/ko')
  const words = readdirSync(messages, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(messages, file), 'utf8'))
  const missing = [...new Set(words.join(''))].filter((letter) => {
    const point = letter.codePointAt(0) ?? 0
    return point >= 0x20 && !ranges.some(({ first, last }) => first <= point && point <= last)
  })
  // Run bin/fonts after writing new words.
  expect(missing).toEqual([])
})

test('nothing is inlined into the page, as the content security policy asks', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(page).not.toMatch(/\son\w+=/)
})

/** The page, the scripts and styles that it names, and what these scripts import before they run. */
function firstFiles() {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const seen = new Set(['index.html'])
  const chunks = Object.values(manifest)
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const name of chunks.find((chunk) => chunk.file === file)?.imports ?? []) {
      const imported = manifest[name]
      if (imported) visit(imported.file)
    }
  }
  for (const [, file] of page.matchAll(
    /<(?:script|link)[^>]* (?:src|href)="\/([^"]+\.(?:js|css))"/g,
  ))
    if (file) visit(file)
  return [...seen]
}
