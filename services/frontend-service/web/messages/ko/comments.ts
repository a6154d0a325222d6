import { josa } from '../particles.ts'

/** What people think of a comment, at one press. */
export const reactions = {
  react: '반응 달기',
  emojis: {
    thumbs_up: '좋아요',
    heart: '하트',
    party: '축하해요',
    smile: '웃겨요',
    eyes: '보고 있어요',
    thanks: '고마워요',
    done: '확인했어요',
    confused: '잘 모르겠어요',
  },
  you: '나',
  people: (names: string[], others: number) =>
    others > 0 ? `${names.join(', ')} 외 ${others}명` : names.join(', '),
  /** Of a button with an emoji and a number. */
  chip: (emoji: string, count: number, people: string) => `${emoji} ${count}명: ${people}`,
  notSaved: (emoji: string) => `‘${emoji}’ 반응을 저장하지 못해 이전 상태로 되돌렸습니다.`,
}

/** Comments that members alone read. */
export const internal = {
  internal: '내부 댓글',
  who: '이 프로젝트의 구성원만 봅니다. 손님과, 보거나 댓글만 다는 사람에게는 보이지 않습니다.',
  blind: (names: string[]) =>
    `손님인 ${josa.eun(names.map((name) => `${name}님`).join(', '))} 이 댓글을 보지 못합니다.`,
  noPictures: '내부 댓글에는 그림을 넣을 수 없습니다. 파일은 작업을 보는 모두에게 보입니다.',
}
