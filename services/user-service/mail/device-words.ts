import type { Seen, Words } from './words.ts'

/** When, by the clock of the reader. */
const timeOf = (locale: string, { at, timeZone }: Seen) =>
  new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
    ...{ timeZone, timeZoneName: 'short' },
  }).format(at)

/** What the letter says after a sign-in on a device that is not known as its reader's. */
export const deviceWords = {
  device_new: {
    ko: {
      subject: 'TaskMate 계정에 새 기기에서 로그인했습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: (_by, { seen }) =>
        seen?.browser && seen.system
          ? `${timeOf('ko', seen)}에 ${seen.system}의 ${seen.browser}에서 내 계정에 로그인했습니다. 전에 로그인한 적이 없는 브라우저입니다.`
          : `${seen ? `${timeOf('ko', seen)}에 ` : ''}알 수 없는 기기에서 내 계정에 로그인했습니다. 전에 로그인한 적이 없는 브라우저입니다.`,
      button: '로그인한 기기 보기',
      rest: '직접 로그인했다면 아무것도 하지 않아도 됩니다. 직접 하지 않았다면 위 링크에서 그 기기를 로그아웃하고 바로 비밀번호를 바꾸세요.',
    },
    en: {
      subject: 'A new device signed in to your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: (_by, { seen }) =>
        `${seen?.browser && seen.system ? `${seen.browser} on ${seen.system}` : 'A device that we do not recognise'} signed in to your account${seen ? ` on ${timeOf('en', seen)}` : ''}. This browser had not signed in to it before.`,
      button: 'See where you are signed in',
      rest: 'If that was you, there is nothing to do. If not, sign that device out by the link above and change your password at once.',
    },
  },
} satisfies Record<string, Record<'ko' | 'en', Words>>
