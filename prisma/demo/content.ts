/** What the demo workspace is made of. Days count from today, negative ones are past. */
export const password = 'haneul-studio-2026'

export const people = [
  { handle: 'jieun', name: '김지은', email: 'jieun@taskmate.example', role: 'owner', locale: 'ko' },
  { handle: 'junho', name: '이준호', email: 'junho@taskmate.example', role: 'admin', locale: 'ko' },
  { handle: 'sua', name: '박수아', email: 'sua@taskmate.example', role: 'member', locale: 'ko' },
  {
    handle: 'alice',
    name: 'Alice Morgan',
    email: 'alice@taskmate.example',
    role: 'member',
    locale: 'en',
  },
] as const
export type Handle = (typeof people)[number]['handle']

export const workspace = '하늘 스튜디오'

export const labels = {
  WEB: {
    디자인: 'pink',
    콘텐츠: 'teal',
    접근성: 'green',
    성능: 'orange',
    법무: 'yellow',
    버그: 'red',
  },
  APP: { Design: 'violet', Backend: 'blue', Release: 'green', Bug: 'red' },
} as const

export const projects = [
  { key: 'WEB', name: '홈페이지 개편', color: 'blue', locale: 'ko' },
  { key: 'APP', name: 'Mobile app 2.0', color: 'violet', locale: 'en' },
] as const
export type ProjectKey = (typeof projects)[number]['key']

export const teams = [
  { handle: 'design', name: '디자인', people: ['sua', 'jieun'] },
  { handle: 'platform', name: 'Platform', people: ['junho', 'alice'] },
] as const satisfies readonly { handle: string; name: string; people: readonly Handle[] }[]
export type TeamHandle = (typeof teams)[number]['handle']

/** What a team has in a project. */
export const teamRoles = [{ team: 'platform', project: 'APP', role: 'admin' }] as const

/** A text with its teams, `@platform`, as the app writes them. */
export const withTeams = (text: string, ids: Readonly<Record<TeamHandle, string>>) =>
  teams.reduce(
    (written, { handle, name }) =>
      written.replaceAll(`@${handle}`, `[@${name}](team:${ids[handle]})`),
    text,
  )

export interface DemoTask {
  readonly title: string
  readonly by?: Handle
  readonly for?: readonly Handle[]
  readonly labels?: readonly string[]
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent'
  readonly due?: number
  readonly created: number
  readonly started?: number
  readonly review?: number
  readonly done?: number
  /** Never committed to. */
  readonly backlog?: true
  readonly description?: string
  /** Title of the task that it is a part of, which is older. */
  readonly partOf?: string
  readonly comments?: readonly { by: Handle; text: string; day: number }[]
}

/** One line: title | created started review done | due | priority | people | labels; `.` is none, `b` a backlog. */
const parse = (table: string): DemoTask[] =>
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [title = '', times = '', due = '.', priority = '.', who = '.', tags = '.'] = row
        .split('|')
        .map((cell) => cell.trim())
      const [created, started, review, done] = times.split(/\s+/)
      const day = (cell = '.') => (cell === '.' || cell === 'b' ? undefined : Number(cell))
      const list = (cell: string) => (cell === '.' ? [] : cell.split(/\s+/))
      return {
        title,
        created: Number(created),
        started: day(started),
        review: day(review),
        done: day(done),
        ...(started === 'b' && { backlog: true as const }),
        due: day(due),
        priority: priorities.find((known) => known === priority),
        for: people.map(({ handle }) => handle).filter((handle) => list(who).includes(handle)),
        labels: list(tags),
      }
    })

const priorities = ['low', 'medium', 'high', 'urgent'] as const

const web = parse(`
사이트맵 다시 그리기                        | -28 -27 . -25      | -25 | medium | jieun       | 콘텐츠
경쟁사 홈페이지 다섯 곳 살펴보기            | -28 -26 . -23      | .   | low    | sua         | 디자인
브랜드 색상표 정리                          | -27 -25 -23 -22    | -22 | medium | sua         | 디자인
문의 폼 스팸 막기                           | -26 -24 . -23      | .   | high   | junho       | 버그
히어로 영상 압축                            | -25 -22 . -20      | -20 | .      | junho       | 성능
지도 버튼 눌리는 영역 넓히기                | -23 -21 . -20      | .   | .      | sua         | 접근성
채용 페이지 문구 다듬기                     | -22 -18 -16 -15    | -16 | low    | jieun       | 콘텐츠
이전 블로그 글 240개 옮길 계획 세우기       | -21 -17 . -13      | -12 | medium | alice       | 콘텐츠
모바일 메뉴가 두 번 열리는 문제             | -19 -18 . -17      | .   | urgent | junho       | 버그
글꼴 서브셋으로 첫 화면 가볍게              | -18 -15 -12 -11    | -10 | high   | junho       | 성능
고객사 로고 사용 동의서 받기                | -17 -12 . -8       | -7  | medium | jieun       | 법무
푸터 링크 정리와 사업자 정보 갱신           | -15 -10 -7 -6      | -6  | low    | sua         | 콘텐츠
배너 문구 3안 작성                          | -12 -9 -6 -4       | -4  | medium | sua         | 콘텐츠 디자인
지난 배너 클릭률 정리                       | -10 -6 . -3        | -3  | .      | alice       | 콘텐츠
회원 가입 폼 접근성 점검                    | -12 -5 -1 .        | 0   | high   | jieun       | 접근성
메인 배너 교체 시안 확정                    | -9 -4 . .          | 0   | urgent | jieun sua   | 디자인
결제 완료 화면에서 뒤로 가기를 눌렀을 때 주문이 두 번 들어가는 문제 재현하고 막기 | -14 -8 . . | -2 | high | junho alice | 버그
모바일 비율 시안                            | -6 -2 . .          | 0   | high   | sua         | 디자인
쿠키 동의 창 문구 변경                      | -5 -1 . .          | 2   | medium | alice       | 법무
개인정보 처리방침 개정 반영                 | -11 . . .          | -3  | high   | jieun       | 법무
이미지 CDN 전환                             | -8 . . .           | 3   | high   | junho       | 성능
고객 후기 섹션 추가                         | -4 . . .           | 1   | medium | jieun sua   | 콘텐츠
검색 결과 페이지 첫 화면을 1초 안에 보이기  | -3 . . .           | 5   | high   | junho       | 성능
일본어 지원 범위 조사                       | -7 b . .           | .   | low    | .           | 콘텐츠
다크 모드 색상표 정리                       | -2 b . .           | .   | .      | sua         | 디자인
`)

const app = parse(`
Decide the order of onboarding steps        | -27 -25 -24 -23 | -22 | high   | jieun alice | Design
Sign in with a passkey                      | -26 -22 -19 -17 | -16 | high   | alice       | Backend
Crash when a photo has no location          | -21 -21 . -20   | .   | urgent | junho       | Bug
Push tokens survive a reinstall             | -20 -16 . -13   | -12 | medium | junho       | Backend
New app icon in all sizes                   | -18 -14 -12 -11 | .   | low    | sua         | Design
Review copy for the offline banner          | -13 -9 . -7     | -6  | low    | alice       | Design
Sync drafts between phone and web           | -12 -8 -3 .     | 1   | high   | alice       | Backend
Measure cold start on three old phones      | -10 -3 . .      | 0   | medium | junho       | Release
Settings screen follows the system theme    | -8 -2 . .       | 4   | medium | sua         | Design
Comments arrive twice after a reconnect     | -3 -1 . .       | 2   | urgent | alice       | Bug
Write the release notes in both languages   | -6 . . .        | 6   | medium | jieun       | Release
Ask ten customers to join the beta          | -5 . . .        | 7   | .      | jieun       | Release
Smaller download: drop the old map library  | -4 . . .        | 9   | medium | junho       | Backend
Widgets for the lock screen                 | -9 b . .        | .   | low    | .           | Design
Tablet layout                               | -1 b . .        | .   | .      | .           | Design
`)

/** Words that make a task worth opening, by its title. */
const told: Record<string, Pick<DemoTask, 'description' | 'comments' | 'partOf'>> = {
  '메인 배너 교체 시안 확정': {
    description:
      '12월 캠페인에 맞춰 첫 화면 배너를 바꿉니다. 시안은 **배너 시안 v3**을 기준으로 하고, 문구는 모바일 너비에서 두 줄을 넘기지 않습니다.\n\n- [x] 두 안을 한 줄로 줄이기\n- [ ] 대체 텍스트까지 함께 넘기기\n- [ ] 금요일 오전에 고객사와 확정하기',
    comments: [
      {
        by: 'sua',
        text: '두 번째 안이 더 짧아서 모바일에서도 한 줄에 들어갑니다. 이걸로 확정할까요?',
        day: -1,
      },
      { by: 'jieun', text: '좋습니다. 고객사에도 두 번째 안으로 전달하겠습니다.', day: 0 },
    ],
  },
  '결제 완료 화면에서 뒤로 가기를 눌렀을 때 주문이 두 번 들어가는 문제 재현하고 막기': {
    description:
      '결제 완료 화면에서 뒤로 가기를 누르면 같은 주문이 한 번 더 접수됩니다. 안드로이드 크롬에서만 재현됩니다.',
    comments: [
      {
        by: 'alice',
        text: 'Reproduced on Chrome 156. The form is resubmitted from the back/forward cache.',
        day: -5,
      },
      { by: 'junho', text: '주문 요청에 멱등 키를 붙이는 쪽으로 고치고 있습니다.', day: -4 },
      {
        by: 'alice',
        text: 'With the key in place I cannot make it happen any more. Needs a test.',
        day: -2,
      },
    ],
  },
  '모바일 비율 시안': { partOf: '메인 배너 교체 시안 확정' },
  '쿠키 동의 창 문구 변경': { partOf: '개인정보 처리방침 개정 반영' },
  'Sync drafts between phone and web': {
    description:
      'A draft written on the phone should be on the web within two seconds, and the other way round. Last writer wins per field; nobody loses a sentence.',
    comments: [
      { by: 'jieun', text: '@platform The client asked about this again on Monday.', day: -2 },
    ],
  },
  'Comments arrive twice after a reconnect': {
    comments: [
      { by: 'alice', text: 'The list asks from the wrong cursor after a reconnect.', day: -1 },
      { by: 'junho', text: '서버 쪽 로그에는 한 번만 나갔습니다. 클라이언트가 맞습니다.', day: 0 },
    ],
  },
}

const withWords = (task: DemoTask): DemoTask => ({ ...task, ...told[task.title] })

export const tasks: Record<ProjectKey, DemoTask[]> = {
  WEB: web.map(withWords),
  APP: app.map(withWords),
}
