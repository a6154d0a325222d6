import { josa } from '../../particles.ts'
import { teamNamed } from '../../team-named.ts'

/** A reason for a role, in words: `by` is who gave it, null for the reader; `role` is its name. */
interface Given {
  readonly role: string
  readonly by: string | null
  readonly day: string
}

/** The same by a team: `by` is who put somebody into it, undefined where nobody is told; `team` is none where it has no name. */
interface ByTeam {
  readonly team: string | null
  readonly by: string | null | undefined
  readonly day: string
}

const can = {
  owner: '모든 일을 할 수 있습니다',
  admin: '설정과 사람까지 관리할 수 있습니다',
  member: '작업을 만들고 고칠 수 있습니다',
  commenter: '보고 댓글을 쓸 수 있습니다',
  viewer: '볼 수 있습니다',
}
const teamOf = (team: string | null) => (team === null ? '팀' : teamNamed(team))
const whoOf = (by: string | null) => (by === null ? '내가' : `${by}님이`)

/** Who sees a project or a task, and why. */
export const readers = {
  count: (count: number) => `${count.toLocaleString('ko')}명`,
  leads: {
    open: (workspace: string) =>
      `공개 프로젝트입니다. ${workspace} 작업 공간의 모두가 볼 수 있고, 손님은 추가된 사람만 볼 수 있습니다.`,
    private: '비공개 프로젝트입니다. 추가된 사람만 볼 수 있습니다.',
    guest: '프로젝트에서 만나는 사람들만 보입니다.',
  },
  find: '이름으로 찾기',
  people: '볼 수 있는 사람',
  cannot: '볼 수 없는 사람',
  noName: '그런 이름이 없습니다.',
  notMet: '프로젝트에서 만나는 사람 중에 그런 이름이 없습니다.',
  more: '더 보기',
  /** What one may, and why. */
  sentence: (role: keyof typeof can, reason: string, _isMe: boolean) => `${reason} ${can[role]}.`,
  reasons: {
    founded: ({ day }: Given, _isMe: boolean) => `${day}에 프로젝트를 만들어`,
    added: ({ by, day }: Given, isMe: boolean) =>
      isMe && by === null ? `내가 직접 ${day}에 들어와` : `${whoOf(by)} ${day}에 추가하여`,
    changed: ({ by, day, role }: Given, isMe: boolean) =>
      `${isMe && by === null ? '내가 직접' : whoOf(by)} ${day}에 역할을 ${josa.ro(role)} 바꾸어`,
    inherited: ({ day }: Given, _isMe: boolean) => `소유자가 없어진 ${day}에 물려받아`,
    member: (_isMe: boolean) => '프로젝트에 추가되어 있어',
    team: ({ team, by, day }: ByTeam, _isMe: boolean) =>
      by === undefined
        ? `${teamOf(team)}에 속해`
        : `${whoOf(by)} ${day}에 ${teamOf(team)}에 추가하여`,
    alone: ({ by, day }: Pick<ByTeam, 'by' | 'day'>, _isMe: boolean) =>
      by === undefined ? '이 작업만 공유받아' : `${whoOf(by)} ${day}에 이 작업만 공유하여`,
    workspace: (role: string, _isMe: boolean) =>
      `공개 프로젝트라 작업 공간에서의 역할(${role})대로`,
    everybody: (role: string) => `공개 프로젝트가 모두에게 주는 역할(${role})대로`,
  },
  /** Who gave the team its role. */
  teamGiven: ({ by, day, role }: Given) => `팀의 ${role} 역할은 ${whoOf(by)} ${day}에 주었습니다.`,
  also: (role: string, reason: string) => `${reason} ${role} 역할도 있습니다.`,
  guest: '내부 댓글은 손님에게 보이지 않습니다.',
}
