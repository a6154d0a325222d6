import { keyName } from './keys.ts'

const press = (key: string, code: string, held: Partial<KeyboardEvent> = {}) =>
  keyName({
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...held,
  })

test('a Latin letter is itself, wherever it lies on the keyboard', () => {
  expect(press('q', 'KeyQ')).toBe('q')
  expect(press('q', 'KeyA')).toBe('q')
})

test('with a Korean layout the place of the key counts', () => {
  expect(press('ㅂ', 'KeyQ')).toBe('q')
  expect(press('ㅏ', 'KeyK', { ctrlKey: true })).toBe('mod+k')
  expect(press('Process', 'KeyG')).toBe('g')
})

test('modifiers have one order and one name on every system', () => {
  expect(press('k', 'KeyK', { metaKey: true })).toBe('mod+k')
  expect(press('ArrowUp', 'ArrowUp', { altKey: true })).toBe('alt+ArrowUp')
  expect(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+z')
})

test('a question mark is one key although it needs Shift', () => {
  expect(press('?', 'Slash', { shiftKey: true })).toBe('?')
  expect(press(' ', 'Space')).toBe('Space')
})
