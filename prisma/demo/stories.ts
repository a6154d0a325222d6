import type { DemoStory } from './demo-task.ts'

/** Words, parts and what waits for what, by the titles of tasks. */
export const stories: Readonly<Record<string, DemoStory>> = {
  '메인 배너 교체 시안 확정': {
    description:
      '12월 캠페인에 맞춰 첫 화면 배너를 바꿉니다. 시안은 **배너 시안 v3**을 기준으로 하고, 문구는 모바일 너비에서 두 줄을 넘기지 않습니다.\n\n- [x] 두 안을 한 줄로 줄이기\n- [ ] 대체 텍스트까지 함께 넘기기\n- [ ] 금요일 오전에 고객사와 확정하기',
    comments: [
      {
        by: 'sua',
        text: '두 번째 안이 더 짧아서 모바일에서도 한 줄에 들어갑니다. 이걸로 확정할까요?',
        day: -1,
        liked: ['minsu', 'jieun'],
      },
      { by: 'bob', text: 'The second one reads well in English, too.', day: -1 },
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
        liked: ['junho'],
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
  '개인정보 처리방침 개정 반영': {
    comments: [
      { by: 'minsu', text: '법무법인에서 월요일까지 의견을 주기로 했습니다.', day: -2 },
      { by: 'jieun', text: '그럼 마감을 하루 넘기더라도 기다리겠습니다.', day: -1 },
    ],
  },
  '첫 화면 스크립트 절반으로': {
    description:
      '| | 전 | 후 |\n|---|---|---|\n| 스크립트 | 412 kB | 198 kB |\n| 첫 화면 | 3.1초 | 1.4초 |',
    comments: [
      { by: 'junho', text: '차트를 나중에 불러오는 것만으로 120 kB가 빠졌습니다.', day: -43 },
      {
        by: 'jieun',
        text: '느린 휴대 전화에서도 바로 느껴집니다. 고맙습니다!',
        day: -40,
        liked: ['junho', 'alice'],
      },
    ],
  },
  '견적 문의 두 단계로 줄이기': {
    comments: [
      { by: 'bob', text: 'Our customers asked for exactly this.', day: -47, liked: ['jieun'] },
    ],
  },
  '블로그 글 옮기는 스크립트': {
    description: '옛 글 240개를 Markdown으로 바꿉니다. 그림은 `images/연도/`에 둡니다.',
    comments: [
      { by: 'alice', text: '180 of 240 go through. The rest have tables inside lists.', day: -1 },
    ],
  },
  '옛 글에 깨진 그림 링크 모으기': { partOf: '블로그 글 옮기는 스크립트' },
  '옛 주소에서 새 주소로 돌려보내기': {
    partOf: '블로그 글 옮기는 스크립트',
    waitsFor: '블로그 글 옮기는 스크립트',
  },
  '검색 결과 페이지 첫 화면을 1초 안에 보이기': { waitsFor: '이미지 CDN 전환' },
  '대체 텍스트 빠진 사진 찾기': { partOf: '회원 가입 폼 접근성 점검' },
  '모바일 메뉴가 두 번 열리는 문제': {
    comments: [{ by: 'minsu', text: '아이폰에서도 같은 일이 있었는데 이제 괜찮습니다.', day: -17 }],
  },
  'Sync drafts between phone and web': {
    description:
      'A draft written on the phone should be on the web within two seconds, and the other way round. Last writer wins per field; nobody loses a sentence.',
    comments: [
      { by: 'jieun', text: '@platform The client asked about this again on Monday.', day: -2 },
      {
        by: 'bob',
        text: 'Two of our people test it every day and are happy so far.',
        day: -1,
        liked: ['alice'],
      },
    ],
  },
  'Keep a draft when the app is killed': { partOf: 'Sync drafts between phone and web' },
  'Say what a conflict was about': { partOf: 'Sync drafts between phone and web' },
  'Import what people made in 1.x': {
    description:
      'Stuck on files from before 2021: their names are in a code page that nobody wrote down.\n\n1. Find out which code pages there are\n2. Ask whoever has such files\n3. Import the rest',
    comments: [
      { by: 'alice', text: 'Half of the samples import. The other half are not UTF-8.', day: -30 },
      { by: 'junho', text: 'CP949로 읽으면 대부분 맞습니다. 표본이 더 필요합니다.', day: -18 },
      { by: 'jieun', text: 'Shall we ship 2.0 without it?', day: -3, liked: ['alice'] },
    ],
  },
  'Comments arrive twice after a reconnect': {
    comments: [
      { by: 'alice', text: 'The list asks from the wrong cursor after a reconnect.', day: -1 },
      { by: 'junho', text: '서버 쪽 로그에는 한 번만 나갔습니다. 클라이언트가 맞습니다.', day: 0 },
    ],
  },
  'Search works without a network': {
    reopened: -1,
    comments: [{ by: 'junho', text: '작업이 5,000개를 넘으면 다시 느립니다.', day: -1 }],
  },
  'Push tokens survive a reinstall': {
    comments: [
      { by: 'junho', text: '다시 설치해도 알림이 옵니다. 기기 세 대에서 확인했습니다.', day: -13 },
    ],
  },
  'Roll out to one in ten, then to all': { waitsFor: 'Write the release notes in both languages' },
  'Answer reviews in the stores': { waitsFor: 'Roll out to one in ten, then to all' },
  '사무실 계약 갱신': {
    description: '월세는 그대로, 주차 두 대 포함. **건물주 서명은 금요일 오후**입니다.',
    comments: [
      {
        by: 'minsu',
        text: '주차 두 대는 구두로 확인했습니다. 계약서에도 넣어 달라고 하겠습니다.',
        day: -2,
      },
      { by: 'jieun', text: '특약 3항만 다시 보면 됩니다.', day: -1 },
    ],
  },
  '디자이너 1차 면접': {
    partOf: '디자이너 채용',
    comments: [
      { by: 'sua', text: '세 분 가운데 두 분은 꼭 다시 뵙고 싶습니다.', day: -1, liked: ['jieun'] },
    ],
  },
  '디자이너 2차 면접': { partOf: '디자이너 채용' },
  '새 사람 첫 주 일정 짜기': { partOf: '디자이너 채용' },
  '연말 모임 장소 고르기': {
    comments: [
      { by: 'minsu', text: '스무 명까지 되는 곳으로 세 군데 골랐습니다.', day: -1 },
      {
        by: 'alice',
        text: 'Anything with vegetarian food, please.',
        day: -1,
        liked: ['sua', 'minsu'],
      },
    ],
  },
}
