import { patched } from './cache.ts'
import { keepNewer } from './keep-newer.ts'

const task = (id: string) => ({ id, statusId: 'todo', title: `Task ${id}` })
const pages = {
  pages: [
    { items: [task('a'), task('b')], seq: 1 },
    { items: [task('c')], seq: 2 },
  ],
}

test('a changed task changes wherever it is shown', () => {
  const board = { columns: [{ statusId: 'todo', tasks: [task('a')] }] }
  const home = { tasks: { state: 'ok', today: [task('a')] } }
  expect(patched(board, 'a', { title: 'New' })).toMatchObject({
    columns: [{ tasks: [{ id: 'a', title: 'New' }] }],
  })
  expect(patched(home, 'a', { title: 'New' })).toMatchObject({
    tasks: { today: [{ id: 'a', title: 'New' }] },
  })
})

test('what does not hold the task stays the same object, so that nothing else renders again', () => {
  expect(patched(pages, 'nobody', { title: 'New' })).toBe(pages)
  const next = patched(pages, 'a', { title: 'New' })
  expect(next).not.toBe(pages)
  expect(next).toHaveProperty('pages.1', pages.pages[1])
})

test('an answer takes back no task that is known in a newer version, and what is equal stays the same object', () => {
  const [older, newer] = [3, 4].map((version) => ({
    ...task('a'),
    version,
    title: `At ${version}`,
  }))
  const other = { ...task('b'), version: 1 }
  expect(keepNewer(newer, older)).toBe(newer)
  expect(keepNewer(older, newer)).toEqual(newer)
  const known = { pages: [{ items: [newer, other], seq: 5 }] }
  const answer = { pages: [{ items: [older, { ...other }, { ...task('c'), version: 1 }], seq: 4 }] }
  const kept = keepNewer(known, answer)
  expect(kept).toMatchObject({ pages: [{ items: [newer, other, { id: 'c' }], seq: 4 }] })
  expect(kept).toHaveProperty('pages.0.items.1', other)
})
