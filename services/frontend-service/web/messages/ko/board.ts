import { josa } from '../particles.ts'

export const board = {
  moveStarted: (key: string) =>
    `${josa.eul(key)} 집었습니다. 화살표로 옮기고 Enter로 놓고 Esc로 되돌립니다.`,
  movePlace: (column: string, place: number, count: number) =>
    `${column}, ${count}개 중 ${place}번째`,
  moveCancelled: (key: string) => `${josa.eul(key)} 제자리에 두었습니다.`,
  moveHint: '옮기는 중',
  boardColumn: (name: string, count: string) => `${name}, 작업 ${count}개`,
}
