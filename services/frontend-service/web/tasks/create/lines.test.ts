import { expect, test } from '@jest/globals'
import { linesOf } from './lines.ts'

test('each line is a task, without the marks of a list', () => {
  const text = '- 배너 시안\r\n  * 문구   검수\n\n1. 예산\n2) 승인\n\t• 촬영\n-5도 확인\n3.5 버전'
  expect(linesOf(text).map((line) => line.text)).toEqual([
    '배너 시안',
    '문구   검수',
    '예산',
    '승인',
    '촬영',
    '-5도 확인',
    '3.5 버전',
  ])
  expect(linesOf(text).some(({ isDone }) => isDone)).toBe(false)
})

test('a ticked box is a task that is done', () => {
  expect(linesOf('- [x] 예산 승인 받기\n[ ] 예약\n[X] b')).toEqual([
    { number: 1, start: 6, text: '예산 승인 받기', isDone: true, level: 0 },
    { number: 2, start: 19, text: '예약', isDone: false, level: 0 },
    { number: 3, start: 26, text: 'b', isDone: true, level: 0 },
  ])
})

test('a text without line breaks is one task, marks alone are none', () => {
  expect(linesOf('회의록 정리')).toHaveLength(1)
  for (const text of ['', ' \n\t\n- ', '-', '1.', '* [ ]', '- [x] '])
    expect(linesOf(text)).toEqual([])
  expect(linesOf('-\n- a\n  -\n- \n2)\n1.5').map((line) => line.text)).toEqual(['a', '1.5'])
})

test('a line has the number that it has on screen', () => {
  expect(linesOf('a\n\nb\r\n- \n\tc').map(({ number }) => number)).toEqual([1, 3, 5])
})

test('a line with two spaces or a tab more is part of the line above, up to five levels deep', () => {
  const levels = (text: string) => linesOf(text).map(({ level }) => level)
  expect(levels('- a\n  - b\n    - c\n  - d\n- e')).toEqual([0, 1, 2, 1, 0])
  expect(levels('a\n\tb\n\t\tc\n\n\td\ne')).toEqual([0, 1, 2, 1, 0])
  // Four spaces are one level; one space is none; the first line has nothing above it.
  expect(levels('    a\n        b\n         c\n    d\n b')).toEqual([0, 1, 1, 0, 0])
  expect(levels(Array.from({ length: 8 }, (_, n) => `${'  '.repeat(n)}x`).join('\n'))).toEqual([
    ...[0, 1, 2, 3, 4, 5, 5, 5],
  ])
})
