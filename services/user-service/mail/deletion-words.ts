import type { Words } from './words.ts'

/** What the last letter says, after which there is no account. */
export const deletionWords = {
  account_deleted: {
    ko: {
      subject: 'TaskMate 계정을 삭제했습니다',
      greeting: () => '안녕하세요.',
      lead: '이 주소의 TaskMate 계정을 방금 삭제했습니다. 이름과 이메일 주소, 로그인 방법, 토큰은 모두 지워졌고, 다른 사람과 함께 쓰던 작업과 댓글에는 "삭제된 사용자"로 남습니다.',
      rest: '되돌릴 수는 없지만 같은 주소로 다시 가입할 수 있습니다. 직접 하지 않았다면 바로 TaskMate를 운영하는 분에게 알리세요.',
    },
    en: {
      subject: 'Your TaskMate account was deleted',
      greeting: () => 'Hello,',
      lead: 'The TaskMate account of this address was deleted just now. Name, address, ways to sign in and tokens are gone; tasks and comments that you shared with others say “Deleted user”.',
      rest: 'That cannot be undone, but you can sign up again with the same address. If that was not you, tell whoever runs TaskMate at once.',
    },
  },
} satisfies Record<string, Record<'ko' | 'en', Words>>
