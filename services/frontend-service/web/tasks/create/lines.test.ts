import { expect, test } from '@jest/globals'
import { linesOf } from './lines.ts'

test('each line is a task, without the marks of a list', () => {
  expect(
    linesOf('- 배너 시안\r\n  * 문구   검수\n\n1. 예산\n2) 승인\n\t• 촬영\n-5도 확인\n3.5 버전'),
  ).toEqual(
    ['배너 시안', '문구 검수', '예산', '승인', '촬영', '-5도 확인', '3.5 버전'].map((title) => ({
      title,
      isDone: false,
    })),
  )
})

test('a ticked box is a task that is done', () => {
  expect(linesOf('- [x] 예산 승인 받기\n[ ] 예약\n[X] b')).toEqual([
    { title: '예산 승인 받기', isDone: true },
    { title: '예약', isDone: false },
    { title: 'b', isDone: true },
  ])
})

test('a text without line breaks is one task, marks alone are none', () => {
  expect(linesOf('회의록 정리')).toHaveLength(1)
  expect(linesOf(' \n\t\n- ')).toEqual([{ title: '-', isDone: false }])
  expect(linesOf('')).toEqual([])
})
