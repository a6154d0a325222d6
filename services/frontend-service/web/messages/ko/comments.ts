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
  makePublic: '모두에게 공개',
  makeInternal: '내부 댓글로 바꾸기',
  publicTitle: '이 댓글을 모두에게 공개할까요?',
  publicLead: '이 작업을 볼 수 있는 모두가 이 댓글을 읽게 됩니다. 웹훅과 활동에도 나타납니다.',
  publicPeople: '새로 읽게 되는 사람',
  publicNobody: '지금은 구성원만 이 작업을 봅니다. 나중에 초대되는 사람도 이 댓글을 읽습니다.',
  more: (count: number) => `외 ${count}명`,
  madePublic: (key: string) => `${key}의 댓글을 모두에게 공개했습니다.`,
  madeInternal: (key: string) => `${key}의 댓글을 내부 댓글로 바꾸었습니다.`,
  undonePublic: (key: string) => `${key}의 댓글은 다시 구성원만 봅니다.`,
  undoneInternal: (key: string) => `${key}의 댓글을 다시 모두가 봅니다.`,
  notSwitched: '댓글을 바꾸지 못했습니다.',
  outside: '쓴 사람이 자기 댓글을 볼 수 없게 되어 내부 댓글로 바꿀 수 없습니다.',
  hasFiles: '그림이 든 댓글은 내부 댓글로 바꿀 수 없습니다. 파일은 작업을 보는 모두에게 보입니다.',
  noPictures: '내부 댓글에는 그림을 넣을 수 없습니다. 파일은 작업을 보는 모두에게 보입니다.',
}
