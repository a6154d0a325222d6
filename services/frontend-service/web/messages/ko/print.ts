/** What stands on paper beside what stands on the screen. */
export const print = {
  printed: (when: string, name: string) => `${when} ${name} 인쇄`,
  filter: '조건',
  order: '묶기',
  view: '보기',
  key: '번호',
  title: '제목',
  first: (shown: string, total: string | undefined) =>
    total === undefined
      ? `여기에는 처음 ${shown}개만 있습니다. 나머지를 인쇄하려면 조건을 더하세요.`
      : `여기에는 ${total}개 가운데 처음 ${shown}개만 있습니다. 나머지를 인쇄하려면 조건을 더하세요.`,
  asRead: '여기에는 화면이 읽은 작업만 있습니다. TaskMate의 인쇄 명령은 모두 인쇄합니다.',
  commentsAsRead: '여기에는 화면이 읽은 댓글만 있습니다. TaskMate의 인쇄 명령은 모두 인쇄합니다.',
  lastComments: (shown: number) => `여기에는 마지막 댓글 ${shown}개만 있습니다.`,
  partOf: (task: string) => `상위 작업 ${task}`,
  createdBy: (name: string, when: string) => `${name}, ${when}에 만듦`,
}
