import { locales } from '../contract.ts'
import { RECOVERY_MINUTES } from '../limits.ts'
import { addressWords } from './address-words.ts'
import { deletionWords } from './deletion-words.ts'
import { deviceWords } from './device-words.ts'
import type { Told, Words } from './words.ts'
import { workspaceWords } from './workspace-words.ts'

type Locale = (typeof locales)[number]

/** What letters say. */
const words = {
  ...addressWords,
  ...deletionWords,
  ...workspaceWords,
  ...deviceWords,
  recovery: {
    ko: {
      subject: 'TaskMate 비밀번호 다시 정하기',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '아래 링크에서 새 비밀번호를 정할 수 있습니다.',
      button: '새 비밀번호 정하기',
      rest: `링크는 ${RECOVERY_MINUTES}분 동안 한 번만 쓸 수 있습니다. 요청한 적이 없다면 이 메일을 무시해도 됩니다. 비밀번호는 그대로입니다.`,
    },
    en: {
      subject: 'Set a new password for TaskMate',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'By this link you can set a new password.',
      button: 'Set a new password',
      rest: `It works once, for ${RECOVERY_MINUTES} minutes. If you did not ask for it, ignore this letter: your password stays as it is.`,
    },
  },
  password_changed: {
    ko: {
      subject: 'TaskMate 비밀번호가 바뀌었습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '비밀번호가 방금 바뀌었고, 다른 기기에서는 로그아웃되었습니다.',
      rest: '패스키는 그대로 쓸 수 있습니다. 직접 바꾸지 않았다면 로그인 화면의 "비밀번호를 잊으셨나요?"로 바로 새 비밀번호를 정하고, 설정 → 보안에서 모르는 패스키를 지우세요.',
    },
    en: {
      subject: 'Your TaskMate password was changed',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'Your password was changed just now, and other devices were signed out.',
      rest: 'Passkeys work on. If that was not you, set a new one at once by "Forgot your password?" on the sign-in page, and remove passkeys that you do not know at Settings → Security.',
    },
  },
  factor_on: {
    ko: {
      subject: 'TaskMate 2단계 인증을 켰습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '이제 로그인할 때 인증 앱의 코드도 물어봅니다. 다른 기기에서는 로그아웃되었습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'The second factor of your TaskMate account is on',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'From now on signing in asks for a code of your authenticator app too. Other devices were signed out.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  factor_off: {
    ko: {
      subject: 'TaskMate 2단계 인증이 꺼졌습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '내 계정에서 2단계 인증을 껐습니다. 이제 비밀번호만으로 로그인합니다. 인증 앱의 코드와 복구 코드는 더는 쓸 수 없습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'The second factor of your TaskMate account is off',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'It was turned off from your own account. From now on the password alone signs in. Codes of the app and recovery codes no longer work.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  factor_removed: {
    ko: {
      subject: '관리자가 TaskMate 2단계 인증을 껐습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: (by) =>
        `작업 공간 관리자${by ? ` ${by}님이` : '가'} 2단계 인증을 껐고, 모든 기기에서 로그아웃되었습니다. 이제 비밀번호만으로 로그인합니다. 인증 앱의 코드와 복구 코드는 더는 쓸 수 없습니다.`,
      rest: '부탁한 적이 없다면 바로 비밀번호를 바꾸고, 작업 공간 소유자에게 알리세요.',
    },
    en: {
      subject: 'An admin turned off the second factor of your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: (by) =>
        `${by ? `${by}, an admin of your workspace,` : 'An admin of your workspace'} turned it off, and all devices were signed out. From now on the password alone signs in. Codes of the app and recovery codes no longer work.`,
      rest: 'If you did not ask for that, change your password at once and tell the owner of your workspace.',
    },
  },
  recovery_codes_renewed: {
    ko: {
      subject: 'TaskMate 복구 코드를 새로 만들었습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '전에 받은 복구 코드는 더는 쓸 수 없습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'New recovery codes for TaskMate',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'Your recovery codes were made anew; the former ones no longer work.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  recovery_code_used: {
    ko: {
      subject: 'TaskMate 복구 코드가 쓰였습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '인증 앱 대신 복구 코드 하나가 쓰였습니다. 남은 코드는 설정 → 보안에서 볼 수 있습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'A recovery code of your TaskMate account was used',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your recovery codes was used in place of the app. Settings → Security says how many are left.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  passkey_added: {
    ko: {
      subject: 'TaskMate 패스키를 추가했습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '새 패스키를 추가했습니다. 이제 그 패스키만으로 로그인할 수 있습니다.',
      rest: '직접 하지 않았다면 바로 설정 → 보안에서 그 패스키를 지우고 비밀번호를 바꾸세요.',
    },
    en: {
      subject: 'A passkey was added to your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'A new passkey was added. From now on it signs in by itself.',
      rest: 'If that was not you, remove it at once at Settings → Security and change your password.',
    },
  },
  passkey_removed: {
    ko: {
      subject: 'TaskMate 패스키를 지웠습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '패스키 하나를 지웠습니다. 그 패스키로는 더는 로그인할 수 없습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'A passkey of your TaskMate account was removed',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your passkeys was removed. It no longer signs in.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  passkey_copied: {
    ko: {
      subject: 'TaskMate 패스키가 복제된 것 같습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '패스키 하나가 전에 쓴 것보다 오래된 상태로 로그인을 시도해 막았습니다. 누군가 그 패스키를 복제했을 수 있습니다.',
      rest: '바로 설정 → 보안에서 그 패스키를 지우고 새로 추가하세요. 다른 패스키와 비밀번호는 그대로 쓸 수 있습니다.',
    },
    en: {
      subject: 'A passkey of your TaskMate account may have been copied',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your passkeys was refused, for it was older than at its last use. Somebody may have a copy of it.',
      rest: 'Remove it at once at Settings → Security and add a new one. Your other passkeys and your password still work.',
    },
  },
  identity_linked: {
    ko: {
      subject: 'TaskMate에 다른 서비스 계정을 연결했습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '다른 서비스의 계정이 연결되었습니다. 이제 그 계정으로 로그인할 수 있습니다.',
      rest: '직접 하지 않았다면 바로 설정 → 보안에서 그 연결을 끊고 비밀번호를 바꾸세요.',
    },
    en: {
      subject: 'An account was connected to your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'An account at another service was connected. From now on it signs in to yours.',
      rest: 'If that was not you, disconnect it at once at Settings → Security and change your password.',
    },
  },
  identity_removed: {
    ko: {
      subject: 'TaskMate에서 다른 서비스 계정 연결을 끊었습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '연결한 계정 하나를 끊었습니다. 그 계정으로는 더는 로그인할 수 없습니다.',
      rest: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 작업 공간 관리자에게 알리세요.',
    },
    en: {
      subject: 'An account was disconnected from your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your connected accounts was taken away. It no longer signs in.',
      rest: 'If that was not you, change your password at once and tell whoever manages your workspace.',
    },
  },
  codes_guessed: {
    ko: {
      subject: 'TaskMate 로그인 코드가 여러 번 틀렸습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '비밀번호를 아는 누군가가 2단계 인증에서 코드를 너무 많이 틀렸습니다. 당분간 인증 앱의 코드는 받지 않지만, 복구 코드로는 로그인할 수 있습니다.',
      rest: '직접 하지 않았다면 로그인 화면의 "비밀번호를 잊으셨나요?"로 바로 새 비밀번호를 정하세요. 그러면 이런 시도가 끝나고, 인증 앱의 코드도 다시 쓸 수 있습니다.',
    },
    en: {
      subject: 'Wrong codes for your TaskMate account',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'Somebody who knows your password gave too many wrong codes at the second factor. Codes of your app are refused for a while; a recovery code still signs you in.',
      rest: 'If that was not you, set a new password at once by "Forgot your password?" on the sign-in page: that ends it, and codes of your app work again.',
    },
  },
  webhook_parked: {
    ko: {
      subject: 'TaskMate 웹훅이 전달되지 않고 있습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '내 웹훅 하나가 하루 동안 여러 번 다시 보내도 전달되지 않았습니다. 전달 기록에서 이유를 보고 다시 보낼 수 있습니다.',
      button: '웹훅 보기',
      rest: '다시 전달될 때까지 이 웹훅에 대해 더 알리지 않습니다. 사흘 동안 아무것도 전달되지 않으면 웹훅을 끕니다.',
    },
    en: {
      subject: 'A TaskMate webhook does not arrive',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your webhooks did not arrive, however often it was tried for a day. Its log says why, and sends it again.',
      button: 'Open the webhooks',
      rest: 'There is no other letter about it until something arrives again. If nothing arrives for three days, the webhook is switched off.',
    },
  },
  webhook_stopped: {
    ko: {
      subject: 'TaskMate 웹훅이 꺼졌습니다',
      greeting: (name) => (name ? `${name}님, 안녕하세요.` : '안녕하세요.'),
      lead: '내 웹훅 하나가 꺼졌습니다. 프로젝트 설정의 웹훅에서 이유를 볼 수 있습니다.',
      button: '웹훅 보기',
      rest: '다시 켜면 그 뒤에 일어나는 일부터 보냅니다.',
    },
    en: {
      subject: 'A TaskMate webhook was switched off',
      greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
      lead: 'One of your webhooks was switched off. The webhooks in the settings of its project say why.',
      button: 'Open the webhooks',
      rest: 'Once it is on again it sends what happens from then on.',
    },
  },
} satisfies Record<string, Record<Locale, Words>>

export type LetterKind = keyof typeof words
export const letterKinds = Object.keys(words)

interface Addressee {
  readonly name: string
  readonly locale: string
}

interface About {
  readonly link?: string | undefined
  /** Who did what it tells of. */
  readonly by?: string | undefined
  /** Addresses of whom one can turn to. */
  readonly contacts?: readonly string[]
  /** What it tells of: a workspace, or a sign-in. */
  readonly told?: Told
}

/** A letter as plain text and as HTML, in the language of who gets it. */
export function letterOf(
  kind: LetterKind,
  { name, locale }: Addressee,
  { link, by, contacts = [], told = {} }: About = {},
) {
  const { subject, greeting, button, ...said }: Words =
    words[kind][locales.find((one) => one === locale) ?? 'ko']
  const lead =
    typeof said.lead === 'string'
      ? said.lead
      : said.lead(plain(by), { ...told, workspace: plain(told.workspace) })
  const rest = typeof said.rest === 'string' ? said.rest : said.rest(contacts)
  const greeted = greeting(isPlain(name) ? name : undefined)
  const lines = [greeted, link ? `${lead}\n${link}` : lead, rest]
  const paragraphs = [greeted, lead, ...(link ? [{ link, button: button ?? link }] : []), rest]
  const html = paragraphs.map((part) =>
    typeof part === 'string'
      ? `<p>${escaped(part)}</p>`
      : `<p><a href="${escaped(part.link)}">${escaped(part.button)}</a></p>`,
  )
  return {
    subject,
    text: `${lines.join('\n\n')}\n\nTaskMate\n`,
    html: `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif;max-width:32em">${html.join('')}<p>TaskMate</p></body></html>`,
  }
}

/** Whoever signs up chooses a name and an address: no letter of ours carries a stranger's link. */
const isPlain = (name: string) => name.length <= 40 && !/[:/.@<>\p{Cf}]/u.test(name)

const plain = (name: string | undefined) => (name !== undefined && isPlain(name) ? name : undefined)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
