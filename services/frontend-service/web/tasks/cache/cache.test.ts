import { patched } from './cache.ts'

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
