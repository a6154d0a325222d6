import type { FirstTask } from './found.ts'

interface Sample {
  readonly key: string
  readonly name: string
  readonly color: 'teal'
  readonly visibility: 'open'
  readonly openRole: 'owner'
  readonly tasks: readonly FirstTask[]
}

const look = { color: 'teal', visibility: 'open', openRole: 'owner' } as const

/** What a new workspace can begin with: each task says how to do one thing, and is done by doing it. */
export const samples: Readonly<Record<'ko' | 'en', Sample>> = {
  ko: {
    ...{ key: 'START', name: '둘러보기', ...look },
    tasks: [
      {
        title: '이 작업을 열어 보세요: 누르거나, 골라서 Space를 누르세요',
        description:
          '여기는 설명입니다. 마크다운을 쓸 수 있습니다.\n\n- [ ] 이 상자를 눌러 표시해 보세요\n- [ ] `E`를 눌러 제목을 고쳐 보세요\n- [ ] 아래 댓글에 `@`를 쳐서 사람을 불러 보세요\n\n다른 작업은 START-2처럼 적으면 이어집니다.',
        ...{ group: 'started', priority: 'high', isMine: true },
      },
      {
        title: 'Q를 눌러 새 작업을 적어 보세요',
        description: '어느 화면에서나 됩니다. 여러 줄을 붙여 넣으면 여러 작업이 됩니다.',
        ...{ group: 'unstarted', priority: 'medium', isMine: true },
      },
      {
        title: 'J와 K로 오르내리고, F로 완료하고, Ctrl Z로 되돌려 보세요',
        ...{ group: 'unstarted', isMine: true },
      },
      { title: 'S 상태, P 우선순위, A 담당, D 마감, L 라벨을 바꿔 보세요', group: 'unstarted' },
      { title: 'X로 여러 작업을 골라 한꺼번에 바꿔 보세요', group: 'unstarted' },
      {
        title: '/ 를 누르고 조건을 적어 보세요',
        description: '예: `담당:나 우선순위:높음`. 쓰는 동안 고를 수 있는 것이 나옵니다.',
        group: 'unstarted',
      },
      { title: '보드에서 카드를 끌어 옮겨 보세요', group: 'backlog' },
      { title: 'Ctrl K로 작업, 프로젝트, 할 일을 찾아보세요', group: 'backlog' },
      {
        title: '다 둘러봤으면 프로젝트 설정에서 이 프로젝트를 보관하세요',
        group: 'backlog',
      },
      { title: 'TaskMate를 시작했습니다', group: 'completed' },
    ],
  },
  en: {
    ...{ key: 'START', name: 'Look around', ...look },
    tasks: [
      {
        title: 'Open this task: click it, or press Space on it',
        description:
          'This is the description. Markdown works here.\n\n- [ ] Tick this box\n- [ ] Press `E` to edit the title\n- [ ] Type `@` in a comment below to mention somebody\n\nWrite the key of another task, such as START-2, to link to it.',
        ...{ group: 'started', priority: 'high', isMine: true },
      },
      {
        title: 'Press Q to write down a new task',
        description: 'It works on every screen. Several pasted lines become several tasks.',
        ...{ group: 'unstarted', priority: 'medium', isMine: true },
      },
      {
        title: 'Go up and down with J and K, complete with F, take back with Ctrl Z',
        ...{ group: 'unstarted', isMine: true },
      },
      {
        title: 'Change status with S, priority P, assignees A, due date D, labels L',
        group: 'unstarted',
      },
      { title: 'Select several tasks with X and change them together', group: 'unstarted' },
      {
        title: 'Press / and write a filter',
        description: 'For example `assignee:me priority:high`. Suggestions come as you type.',
        group: 'unstarted',
      },
      { title: 'Drag a card on the board', group: 'backlog' },
      { title: 'Find tasks, projects and actions with Ctrl K', group: 'backlog' },
      { title: 'Seen it all? Archive this project in its settings', group: 'backlog' },
      { title: 'You started with TaskMate', group: 'completed' },
    ],
  },
}
