import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ko } from './ko.ts'

const services = join(import.meta.dirname, '../../..')
const textOf = (path: string) => readFileSync(join(services, path), 'utf8')
const paths = readdirSync(services, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.|\/testing\/|web\/messages\//.test(path),
)

/** What the web app's sources say, with chains of names in one piece: `m\n  .tasks.title` → `m.tasks.title`. */
const web = paths
  .filter((path) => path.startsWith('frontend-service/web/'))
  .map((path) => textOf(path).replace(/\s*\??\.\s*(?=\w)/g, '.'))
  .join('\n')

/** Where the values come from by which a group is looked up: `m.settings.roles[role]`. */
const values = paths
  .filter((path) => /\/(contract|events)\.ts$/.test(path))
  .map(textOf)
  .join('\n')

/** Reasons and kinds that a service answers with, by which such words are looked up, stand anywhere in it. */
const everything = paths.map(textOf).join('\n')

const isNamed = (path: string, what: string) =>
  new RegExp(`(?<![.\\w])m\\.${path.replaceAll('.', '\\.')}(?!${what})`).test(web)

/** Each word of a catalogue with the groups it is in, outermost first: `tasks`, `tasks.fields`. */
const wordsOf = (group: object, groups: string[] = []): { path: string; groups: string[] }[] =>
  Object.entries(group).flatMap(([key, value]) => {
    const path = [groups.at(-1), key].filter(Boolean).join('.')
    return typeof value === 'object' && !Array.isArray(value)
      ? wordsOf(value, [...groups, path])
      : [{ path, groups }]
  })

/** Catalogues that come with the screens that need them: `readerWords().title` for `title` of `readers.ts`. */
const folder = join(import.meta.dirname, 'ko')
const first = textOf('frontend-service/web/messages/ko.ts')
const later = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !first.includes(`./ko/${path}`),
)

test('each word of the catalogues is on some screen', async () => {
  const words = wordsOf(ko)
  const unused = words.filter(({ path, groups }) => {
    if (isNamed(path, '\\w')) return false
    // A group that is passed on or looked up by a value: the key stands where the value comes from.
    const key = new RegExp(`\\b${path.slice(path.lastIndexOf('.') + 1)}\\b`)
    return !(
      groups.some((group) => isNamed(group, '[.\\w]')) &&
      (key.test(web) || key.test(values))
    )
  })
  const catalogues = await Promise.all(later.map((path) => import(join(folder, path))))
  const wordsLater = catalogues.flatMap((catalogue) => wordsOf({ ...catalogue }))
  expect(words.length + wordsLater.length).toBeGreaterThan(700)
  const unusedLater = wordsLater.filter(({ path }) => {
    const key = new RegExp(`\\b${path.slice(path.lastIndexOf('.') + 1)}\\b`)
    return !key.test(everything)
  })
  expect([...unused, ...unusedLater].map(({ path }) => path)).toEqual([])
})
