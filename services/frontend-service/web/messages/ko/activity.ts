import { josa } from '../particles.ts'
import { teamNamed } from '../team-named.ts'
import { madeBy } from './account/made-by.ts'

/** What stands beside an event of the activity, and what it says of a change. */
export const activity = {
  viaToken: (name: string) => `${name} 토큰으로`,
  /** How somebody came into a project, or went; null where the name is not known. */
  byTeam: (team: string | null) => (team === null ? '팀으로' : `${teamNamed(team)}으로`),
  /** The team whose role in a project became another one. */
  team: (name: string) => teamNamed(name),
  ofBot: madeBy.ofBot,
  forOwner: (owner: string) => `${owner} 대신 일하는 봇`,
  deletedStatus: '삭제된 상태',
  deletedLabel: '삭제된 라벨',
  hiddenTask: '볼 수 없는 작업',
  none: '없음',
  added: (names: string) => `${names} 추가`,
  removed: (names: string) => `${names} 뺌`,
  edited: '고침',
  look: '바뀐 내용 보기',
  hide: '바뀐 내용 접기',
  role: '역할',
  name: '이름',
  group: '묶음',
  limit: '작업 수 한도',
  openRole: '모두의 역할',
  asInWorkspace: '작업 공간 역할대로',
  overLimit: '최대를 넘는 작업',
  overLimits: { show: '표시만', refuse: '받지 않음' },
  relation: '관계',
  relationOf: (side: string, key: string) => `${key} (${side})`,
  kinds: { blocks: '선후 관계', relates: '관련 작업', duplicates: '중복' },
  events: {
    created: (who: string, key: string) => `${who}님이 ${key} 작업을 만들었습니다`,
    changed: (who: string, key: string) => `${who}님이 ${key} 작업을 고쳤습니다`,
    moved: (who: string, key: string, to: string) =>
      to
        ? `${who}님이 ${key} 작업을 ${josa.ro(to)} 옮겼습니다`
        : `${who}님이 ${key} 작업을 옮겼습니다`,
    closed: (who: string, key: string) => `${who}님이 ${key} 작업을 완료했습니다`,
    reopened: (who: string, key: string) => `${who}님이 ${key} 작업을 다시 열었습니다`,
    trashed: (who: string, key: string) => `${who}님이 ${key} 작업을 휴지통에 넣었습니다`,
    movedOut: (who: string, key: string) => `${who}님이 ${key} 작업을 다른 프로젝트로 옮겼습니다`,
    purged: (who: string, key: string) => `${who}님이 ${key} 작업을 영구히 삭제했습니다`,
    expired: (key: string) => `${key} 작업이 휴지통에서 영구히 삭제되었습니다`,
    restored: (who: string, key: string) => `${who}님이 ${key} 작업을 되살렸습니다`,
    related: (who: string, key: string) => `${who}님이 ${key} 작업의 관계를 바꾸었습니다`,
    commented: (who: string, key: string) => `${who}님이 ${key} 작업에 댓글을 남겼습니다`,
    fileAdded: (who: string, name: string) => `${who}님이 파일 ${josa.eul(name)} 올렸습니다`,
    fileChanged: (who: string, name: string) => `${who}님이 파일 ${josa.eul(name)} 고쳤습니다`,
    fileTrashed: (who: string, name: string) =>
      `${who}님이 파일 ${josa.eul(name)} 휴지통에 넣었습니다`,
    fileRestored: (who: string, name: string) => `${who}님이 파일 ${josa.eul(name)} 되살렸습니다`,
    ofPurged: (who: string) => `${who}님이 지금은 삭제된 작업의 파일을 바꾸었습니다`,
    deletedTask: '삭제된 작업',
    inherited: (who: string, from: string) => `${who}님이 ${from}님의 프로젝트를 넘겨받았습니다`,
    joined: (who: string) => `${who}님이 들어왔습니다`,
    left: (who: string) => `${who}님이 나갔습니다`,
    member: (who: string) => `${who}님의 역할이 바뀌었습니다`,
    other: (who: string) => `${who}님이 바꾸었습니다`,
    ordered: (who: string, key: string) => `${who}님이 ${key} 작업의 순서를 바꾸었습니다`,
    cancelled: (who: string, key: string) => `${who}님이 ${key} 작업을 취소했습니다`,
    archived: (who: string, key: string) => `${who}님이 ${key} 작업을 보관했습니다`,
    unarchived: (who: string, key: string) => `${who}님이 ${key} 작업을 보관함에서 꺼냈습니다`,
    commentEdited: (who: string, key: string) => `${who}님이 ${key} 작업의 댓글을 고쳤습니다`,
    commentDeleted: (who: string, key: string) => `${who}님이 ${key} 작업의 댓글을 삭제했습니다`,
    commentPublic: (who: string, key: string) =>
      `${who}님이 ${key} 작업의 댓글을 모두에게 공개했습니다`,
    commentInternal: (who: string, key: string) =>
      `${who}님이 ${key} 작업의 댓글을 내부 댓글로 바꾸었습니다`,
    projectCreated: (who: string, name: string) =>
      `${who}님이 프로젝트 ${josa.eul(name)} 만들었습니다`,
    projectChanged: (who: string, name: string) =>
      `${who}님이 프로젝트 ${josa.eul(name)} 고쳤습니다`,
    projectArchived: (who: string, name: string) =>
      `${who}님이 프로젝트 ${josa.eul(name)} 보관했습니다`,
    projectReopened: (who: string, name: string) =>
      `${who}님이 프로젝트 ${josa.eul(name)} 다시 열었습니다`,
    roleChanged: (who: string, member: string, name: string) =>
      `${who}님이 프로젝트 ${name}에서 ${member}님의 역할을 바꾸었습니다`,
    memberAdded: (who: string, member: string, name: string) =>
      `${who}님이 프로젝트 ${name}에 ${member}님을 추가했습니다`,
    memberRemoved: (who: string, member: string, name: string) =>
      `${who}님이 프로젝트 ${name}에서 ${member}님을 제외했습니다`,
    teamsChanged: (who: string, name: string) => `${who}님이 프로젝트 ${name}의 팀을 바꾸었습니다`,
    statusCreated: (who: string, status: string, name: string) =>
      `${who}님이 프로젝트 ${name}에 상태 ${josa.eul(status)} 만들었습니다`,
    statusChanged: (who: string, status: string, name: string) =>
      `${who}님이 프로젝트 ${name}의 상태 ${josa.eul(status)} 고쳤습니다`,
    statusDeleted: (who: string, name: string) =>
      `${who}님이 프로젝트 ${name}의 상태를 삭제했습니다`,
    statusesOrdered: (who: string, name: string) =>
      `${who}님이 프로젝트 ${name}의 상태 순서를 바꾸었습니다`,
    labelCreated: (who: string, label: string, name: string) =>
      `${who}님이 프로젝트 ${name}에 라벨 ${josa.eul(label)} 만들었습니다`,
    labelChanged: (who: string, label: string, name: string) =>
      `${who}님이 프로젝트 ${name}의 라벨 ${josa.eul(label)} 고쳤습니다`,
    labelDeleted: (who: string, name: string) =>
      `${who}님이 프로젝트 ${name}의 라벨을 삭제했습니다`,
  },
}
