import { type DemoTask, parse } from './demo-task.ts'

/** The tasks of each project, oldest first; `parse` says what the columns are. */
export const tables = {
  WEB: parse(`
지금 홈페이지의 방문 기록 석 달 치 정리       | -83 -82 . -79  | -78 | medium | minsu       | 콘텐츠        | 3
첫 화면에서 나가는 이유 묻기                  | -82 -80 . -76  | -75 | high   | jieun       | 콘텐츠        | 2
페이지 목록과 남길 것 고르기                  | -80 -77 . -74  | -73 | high   | jieun sua   | 콘텐츠        | 5
글꼴과 간격 규칙 세우기                       | -78 -75 -72 -71 | -70 | medium | sua        | 디자인        | 3
단추와 입력 칸 다시 그리기                    | -74 -71 -68 -66 | -66 | medium | sua        | 디자인        | 5
서버를 서울로 옮기기                          | -72 -70 . -65  | -64 | high   | junho       | 성능          | 5
이미지 형식을 AVIF로 바꾸기                   | -70 -66 . -63  | .   | medium | junho       | 성능          | 3
회사 소개 글 다시 쓰기                        | -67 -62 -59 -58 | -58 | low   | minsu       | 콘텐츠        | 2
키보드만으로 메뉴 열기                        | -64 -60 . -57  | .   | high   | alice       | 접근성        | 3
고객사 로고를 움직이는 띠로                   | -62 . . x-55   | .   | low    | sua         | 디자인        | .
오류 화면에 돌아갈 길 넣기                    | -58 -54 . -52  | -51 | medium | alice       | 접근성        | 1
견적 문의 두 단계로 줄이기                    | -56 -52 -48 -47 | -46 | high  | jieun junho | 콘텐츠        | 5
보도 자료 모음 옮기기                         | -54 -49 . -45  | .   | low    | minsu       | 콘텐츠        | 2
첫 화면 스크립트 절반으로                     | -51 -46 -42 -40 | -40 | urgent | junho      | 성능          | 8
스크린 리더로 견적 문의 끝까지 써 보기        | -47 -43 . -39  | -38 | high   | alice       | 접근성        | 3
약관 페이지 판 번호 남기기                    | -43 -40 . -37  | .   | medium | minsu       | 법무          | 2
방문 통계 쿠키 없이 세기                      | -41 -38 -35 -33 | -34 | medium | alice      | 법무 성능     | 5
404 기록에서 잘못된 주소 고치기               | -37 -35 . -31  | .   | low    | minsu       | 버그          | 1
새 사진 촬영 일정 잡기                        | -34 -33 . -30  | -30 | medium | minsu       | 콘텐츠        | 1
사이트맵 다시 그리기                          | -28 -27 . -25  | -25 | medium | jieun       | 콘텐츠        | 2
경쟁사 홈페이지 다섯 곳 살펴보기              | -28 -26 . -23  | .   | low    | sua         | 디자인        | 2
브랜드 색상표 정리                            | -27 -25 -23 -22 | -22 | medium | sua        | 디자인        | 3
문의 폼 스팸 막기                             | -26 -24 . -23  | .   | high   | junho       | 버그          | 2
히어로 영상 압축                              | -25 -22 . -20  | -20 | .      | junho       | 성능          | 1
첫 화면 날씨 위젯                             | -24 . . x-19   | .   | low    | .           | 콘텐츠        | .
지도 버튼 눌리는 영역 넓히기                  | -23 -21 . -20  | .   | .      | sua         | 접근성        | 1
채용 페이지 문구 다듬기                       | -22 -18 -16 -15 | -16 | low   | jieun       | 콘텐츠        | 2
이전 블로그 글 240개 옮길 계획 세우기         | -21 -17 . -13  | -12 | medium | alice       | 콘텐츠        | 3
모바일 메뉴가 두 번 열리는 문제               | -19 -18 . -17  | .   | urgent | junho       | 버그          | 2
글꼴 서브셋으로 첫 화면 가볍게                | -18 -15 -12 -11 | -10 | high  | junho       | 성능          | 3
고객사 로고 사용 동의서 받기                  | -17 -12 . -8   | -7  | medium | jieun       | 법무          | 2
푸터 링크 정리와 사업자 정보 갱신             | -15 -10 -7 -6  | -6  | low    | sua         | 콘텐츠        | 1
결제 완료 화면에서 뒤로 가기를 눌렀을 때 주문이 두 번 들어가는 문제 재현하고 막기 | -14 -8 . . | -2 | high | junho alice | 버그 | 5
배너 문구 3안 작성                            | -12 -9 -6 -4   | -4  | medium | sua         | 콘텐츠 디자인 | 2
회원 가입 폼 접근성 점검                      | -12 -5 -1 .    | 0   | high   | jieun       | 접근성        | 3
개인정보 처리방침 개정 반영                   | -11 . . .      | -3  | high   | jieun       | 법무          | 3
지난 배너 클릭률 정리                         | -10 -6 . -3    | -3  | .      | alice       | 콘텐츠        | 1
메인 배너 교체 시안 확정                      | -9 -4 . .      | 0   | urgent | jieun sua   | 디자인        | 3
이미지 CDN 전환                               | -8 . . .       | 3   | high   | junho       | 성능          | 5
블로그 글 옮기는 스크립트                     | -8 -3 . .      | 4   | medium | alice       | 콘텐츠        | 5
일본어 지원 범위 조사                         | -7 b . .       | .   | low    | .           | 콘텐츠        | .
모바일 비율 시안                              | -6 -2 . .      | 0   | high   | sua         | 디자인        | 2
옛 주소에서 새 주소로 돌려보내기              | -6 . . .       | 6   | high   | alice       | 콘텐츠        | 3
쿠키 동의 창 문구 변경                        | -5 -1 . .      | 2   | medium | alice       | 법무          | 1
대체 텍스트 빠진 사진 찾기                    | -5 -1 . .      | 3   | medium | minsu       | 접근성        | 2
고객 후기 섹션 추가                           | -4 . . .       | 1   | medium | jieun sua   | 콘텐츠        | 3
옛 글에 깨진 그림 링크 모으기                 | -4 . . .       | 5   | .      | minsu       | 콘텐츠        | 2
검색 결과 페이지 첫 화면을 1초 안에 보이기    | -3 . . .       | 5   | high   | junho       | 성능          | 5
뉴스레터 신청 칸                              | -3 . . .       | .   | low    | minsu       | 콘텐츠        | 2
다크 모드 색상표 정리                         | -2 b . .       | .   | .      | sua         | 디자인        | 3
오프라인에서도 열리는 안내 페이지             | -2 b . .       | .   | low    | .           | 성능          | .
문의 폼 첨부 파일 받기                        | -1 b . .       | .   | .      | .           | 콘텐츠        | .
`),
  APP: parse(`
Interview eight people who left 1.x          | -84 -82 . -77   | -76 | high   | jieun       | Design  | 5
Pick the screens that 2.0 keeps              | -81 -78 -75 -74 | -74 | high   | sua jieun   | Design  | 3
New project with one shared data layer       | -79 -76 . -69   | -70 | high   | alice       | Backend | 8
Tab bar with four places                     | -73 -69 -66 -65 | .   | medium | sua         | Design  | 2
Lists that load while one scrolls            | -70 -65 -61 -60 | -60 | high   | alice       | Backend | 5
Photos upload in the background              | -68 -62 . -55   | -56 | high   | junho       | Backend | 8
Crash on launch without a network            | -61 -60 . -59   | .   | urgent | alice       | Bug     | 2
Share sheet                                  | -60 -54 -51 -50 | .   | medium | sua         | Design  | 3
Voice control reads every button             | -57 -52 . -46   | -48 | medium | alice       | Design  | 3
Watch app                                    | -55 . . x-43    | .   | low    | .           | Release | .
Test build to the team each night            | -53 -50 . -47   | .   | medium | junho       | Release | 3
Dates in the zone of the reader              | -49 -45 . -41   | .   | medium | alice       | Bug     | 2
Search works without a network               | -46 -40 -36 -34 | -35 | high   | junho       | Backend | 5
Colours that both themes share               | -42 -39 -37 -36 | -36 | medium | sua         | Design  | 2
Import what people made in 1.x               | -41 -38 . .     | 2   | high   | alice       | Backend | 8
Haptics only where they say something        | -36 -33 . -32   | .   | low    | sua         | Design  | 1
Store page: words and pictures               | -34 -31 -29 -28 | -28 | medium | minsu       | Release | 3
Memory grows while a video plays             | -31 -30 . -29   | .   | urgent | junho       | Bug     | 3
Decide the order of onboarding steps         | -27 -25 -24 -23 | -22 | high   | jieun alice | Design  | 2
Sign in with a passkey                       | -26 -22 -19 -17 | -16 | high   | alice       | Backend | 5
Crash when a photo has no location           | -21 -21 . -20   | .   | urgent | junho       | Bug     | 1
Push tokens survive a reinstall              | -20 -16 . -13   | -12 | medium | junho       | Backend | 3
New app icon in all sizes                    | -18 -14 -12 -11 | .   | low    | sua         | Design  | 1
Review copy for the offline banner           | -13 -9 . -7     | -6  | low    | alice       | Design  | 1
Sync drafts between phone and web            | -12 -8 -3 .     | 1   | high   | alice       | Backend | 5
Keep a draft when the app is killed          | -11 -6 . .      | 1   | high   | junho       | Backend | 3
Measure cold start on three old phones       | -10 -3 . .      | 0   | medium | junho       | Release | 2
Widgets for the lock screen                  | -9 b . .        | .   | low    | .           | Design  | .
Settings screen follows the system theme     | -8 -2 . .       | 4   | medium | sua         | Design  | 2
Privacy labels for both stores               | -8 . . .        | -1  | high   | jieun       | Release | 2
Split view on tablets                        | -7 b . .        | .   | .      | .           | Design  | .
Write the release notes in both languages    | -6 . . .        | 6   | medium | jieun       | Release | 1
Say what a conflict was about                | -6 -2 . .       | 3   | medium | alice       | Design  | 3
Ask ten customers to join the beta           | -5 . . .        | 7   | .      | jieun       | Release | 1
Smaller download: drop the old map library   | -4 . . .        | 9   | medium | junho       | Backend | 3
Badge counts what is due today               | -4 . . .        | 8   | low    | minsu       | Design  | 2
Comments arrive twice after a reconnect      | -3 -1 . .       | 2   | urgent | alice       | Bug     | 3
Fill in a task by voice                      | -3 b . .        | .   | low    | .           | Design  | .
Roll out to one in ten, then to all          | -3 . . .        | 12  | high   | junho       | Release | 2
Answer reviews in the stores                 | -2 . . .        | 14  | .      | minsu       | Release | 1
Retry uploads that the subway broke          | -2 . . .        | 5   | high   | junho       | Backend | 3
Live activities                              | -2 b . .        | .   | low    | .           | Design  | .
Tablet layout                                | -1 b . .        | .   | .      | .           | Design  | .
Translate the store page into Japanese       | -1 b . .        | .   | .      | .           | Release | .
`),
  OPS: parse(`
사무실 인터넷 회선 바꾸기            | -60 -58 . -51 | -50 | medium | minsu       | 장비 | .
노트북 다섯 대 교체                  | -56 -50 . -44 | -44 | medium | minsu       | 장비 | .
9월 비용 정산                        | -52 -50 . -48 | -48 | high   | minsu       | 정산 | .
보험 갱신                            | -48 -40 . -36 | -35 | high   | jieun       | 계약 | .
디자이너 채용                        | -45 -42 . .    | 20  | high   | jieun sua   | 채용 | .
옥상 텃밭 만들기                     | -40 . . x-30  | .   | low    | .           | 총무 | .
하늘 고객사 유지 보수 계약 연장      | -33 -28 -22 -20 | -20 | high  | jieun minsu | 계약 | .
10월 비용 정산                       | -22 -20 . -18 | -18 | high   | minsu       | 정산 | .
명함 디자인 바꾸기                   | -20 . . x-12  | .   | .      | sua         | 총무 | .
재고가 떨어진 소모품 채우기          | -18 -17 . -16 | .   | low    | minsu       | 총무 | .
새 프린터 알아보기                   | -16 . . x-9   | .   | low    | minsu       | 장비 | .
디자이너 1차 면접                    | -14 -6 . .    | -1  | high   | sua         | 채용 | .
연말 모임 장소 고르기                | -12 -5 . .    | 3   | medium | minsu       | 총무 | .
사무실 계약 갱신                     | -10 -4 -1 .   | 5   | urgent | jieun       | 계약 | .
유료 글꼴 라이선스 정리              | -9 . . .      | -2  | medium | sua         | 계약 | .
11월 비용 정산                       | -4 -1 . .     | 4   | high   | minsu       | 정산 | .
디자이너 2차 면접                    | -4 . . .      | 4   | high   | jieun       | 채용 | .
비상 연락망 새로 쓰기                | -3 . . .      | 8   | medium | minsu       | 총무 | .
건강 검진 날짜 모으기                | -3 . . .      | 10  | .      | minsu       | 총무 | .
새 사람 첫 주 일정 짜기              | -2 . . .      | 9   | medium | jieun       | 채용 | .
회의실 화면 공유 장비                | -8 b . .      | .   | low    | .           | 장비 | .
자전거 보관대                        | -6 b . .      | .   | low    | .           | 총무 | .
내년 교육비 기준                     | -5 b . .      | .   | .      | jieun       | 정산 | .
보안 교육 자료 고르기                | -2 b . .      | .   | .      | junho       | 총무 | .
`),
} as const satisfies Record<string, DemoTask[]>
