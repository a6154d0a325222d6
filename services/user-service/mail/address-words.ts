import { ADDRESS_CHANGE_HOURS, ADDRESS_LINK_MINUTES } from '../limits.ts'
import type { Words } from './words.ts'

const greetings = {
  ko: (name?: string) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
  en: (name?: string) => (name ? `Hello ${name},` : 'Hello,'),
}

const changed = {
  ko: {
    subject: 'TaskMate 계정의 이메일 주소가 바뀌었습니다',
    greeting: greetings.ko,
    lead: '내 계정의 이메일 주소가 방금 바뀌었습니다. 이제 이 주소로는 로그인할 수 없고, 다른 기기에서는 로그아웃되었습니다.',
    rest: (contacts: readonly string[]) =>
      contacts.length > 0
        ? `직접 하지 않았다면 바로 작업 공간 소유자에게 알리세요: ${contacts.join(', ')}`
        : '직접 하지 않았다면 바로 TaskMate를 운영하는 분에게 알리세요.',
  },
  en: {
    subject: 'The address of your TaskMate account was changed',
    greeting: greetings.en,
    lead: 'Your account has another address since just now. This one does not sign in any more, and other devices were signed out.',
    rest: (contacts: readonly string[]) =>
      contacts.length > 0
        ? `If that was not you, tell the owner of your workspace at once: ${contacts.join(', ')}`
        : 'If that was not you, tell whoever runs TaskMate at once.',
  },
}

/** What letters say about the address of an account. */
export const addressWords = {
  address_proof: {
    ko: {
      subject: 'TaskMate 이메일 주소를 확인해 주세요',
      greeting: greetings.ko,
      lead: '아래 링크에서 이 주소가 맞는지 확인해 주세요.',
      button: '주소 확인하기',
      rest: `링크는 ${ADDRESS_LINK_MINUTES}분 동안 한 번만 쓸 수 있습니다. TaskMate에 가입한 적이 없다면 링크를 쓰지 말고 이 메일을 무시하세요.`,
    },
    en: {
      subject: 'Confirm your address for TaskMate',
      greeting: greetings.en,
      lead: 'Confirm by this link that letters reach you here.',
      button: 'Confirm the address',
      rest: `It works once, for ${ADDRESS_LINK_MINUTES} minutes. If you did not sign up for TaskMate, do not use it and ignore this letter.`,
    },
  },
  address_wanted: {
    ko: {
      subject: 'TaskMate 새 이메일 주소를 확인해 주세요',
      greeting: greetings.ko,
      lead: 'TaskMate 계정을 이 주소로 바꾸려고 합니다. 아래 링크에서 확인하면 이 주소로 로그인하게 됩니다.',
      button: '이 주소로 바꾸기',
      rest: `링크는 ${ADDRESS_LINK_MINUTES}분 동안 한 번만 쓸 수 있습니다. 요청한 적이 없다면 이 메일을 무시하세요. 아무것도 바뀌지 않습니다.`,
    },
    en: {
      subject: 'Confirm your new address for TaskMate',
      greeting: greetings.en,
      lead: 'A TaskMate account is to have this address. Confirm it by this link, and the account signs in with it.',
      button: 'Use this address',
      rest: `It works once, for ${ADDRESS_LINK_MINUTES} minutes. If you did not ask for it, ignore this letter: nothing changes.`,
    },
  },
  address_changing: {
    ko: {
      subject: 'TaskMate 계정의 이메일 주소를 바꾸려고 합니다',
      greeting: greetings.ko,
      lead: '내 계정의 이메일 주소를 바꾸는 요청이 있었습니다. 새 주소로 보낸 링크를 쓰면 바뀝니다. 직접 하지 않았다면 아래 링크로 멈추세요.',
      button: '변경 멈추기',
      rest: `바뀌기 전까지, 길어도 ${ADDRESS_CHANGE_HOURS}시간 동안 멈출 수 있습니다. 멈춘 다음에는 바로 비밀번호를 바꾸세요. 직접 요청했다면 아무것도 하지 않아도 됩니다.`,
    },
    en: {
      subject: 'Your TaskMate account is to have another address',
      greeting: greetings.en,
      lead: 'Somebody signed in to your account asked for another address. It changes once the link that went there is used. If that was not you, stop it by this link.',
      button: 'Stop the change',
      rest: `It can be stopped until it has happened, for ${ADDRESS_CHANGE_HOURS} hours at most. Then change your password at once. If you asked for it yourself, there is nothing to do.`,
    },
  },
  address_changed: changed,
  /** The same to an address that was never proved: perhaps a stranger's, who is told of nobody around the account. */
  address_left: changed,
  address_taken: {
    ko: {
      subject: '이 주소로 된 TaskMate 계정이 이미 있습니다',
      greeting: greetings.ko,
      lead: '누군가 자기 TaskMate 계정을 이 주소로 바꾸려고 했습니다. 이 주소로 된 계정이 이미 있어서 아무것도 바뀌지 않았습니다.',
      rest: '직접 했다면 이 주소로 그대로 로그인하세요. 비밀번호를 잊었다면 로그인 화면에서 다시 정할 수 있습니다.',
    },
    en: {
      subject: 'There is a TaskMate account with this address already',
      greeting: greetings.en,
      lead: 'Somebody wanted this address for a TaskMate account of theirs. There is one with it already, so nothing has changed.',
      rest: 'If that was you, sign in with this address as before. If you forgot the password, the sign-in page helps you to another one.',
    },
  },
} satisfies Record<string, Record<'ko' | 'en', Words>>
