/** Taking one's data along. */
export const myData = {
  title: '내 데이터',
  label: '내 데이터 내보내기',
  hint: 'TaskMate가 나에 대해 보관하는 정보와 내가 쓴 댓글, 올린 파일을 ZIP 파일 하나로 받습니다.',
  act: '내보내기',
  preparing: '준비하고 있습니다',
  received: (size: string) => `${size} 받음`,
  stay: '다 받을 때까지 이 탭을 닫지 마세요.',
  done: (size: string) => `ZIP 파일을 받았습니다(${size}).`,
  brokenOff: '받는 도중에 끊겨서 저장하지 않았습니다. 다시 내보내세요.',
  underWay: '내보내기는 한 번에 하나만 할 수 있고, 지금 하나가 진행 중입니다. 끝나면 다시 하세요.',
  busy: (limit: number) =>
    `동시에 ${limit}개까지 내보낼 수 있고, 지금 모두 진행 중입니다. 잠시 뒤에 다시 하세요.`,
}
