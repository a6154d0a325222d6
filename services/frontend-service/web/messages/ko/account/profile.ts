/** The profile and how things look. */
export const profile = {
  look: '화면',
  account: '계정',
  signOutLead: '이 브라우저에서 로그아웃합니다.',
  contrastHint: '이 브라우저에만 적용됩니다.',
  profileLead: '이름과 화면을 정합니다. 바꾸면 바로 저장됩니다.',
  language: '언어',
  theme: '테마',
  density: '간격',
  contrast: '대비',
  contrasts: { normal: '보통', more: '높게' },
}
