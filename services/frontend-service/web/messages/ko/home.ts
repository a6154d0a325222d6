import { josa } from '../particles.ts'

export const home = {
  summary: (overdue: number, today: number) => {
    if (overdue && today) return `기한이 지난 작업 ${overdue}개, 오늘 ${today}개가 있습니다.`
    if (overdue) return `기한이 지난 작업이 ${overdue}개 있습니다.`
    if (today) return `오늘 할 작업이 ${today}개 있습니다.`
    return '오늘까지인 작업이 없습니다.'
  },
  quickAdd: '무엇을 해야 하나요? 예: 분기 보고서 제출',
  overdue: '기한 지남',
  today: '오늘',
  next: '다음 7일',
  noneTitle: '오늘은 비어 있습니다',
  noneLead: '담당한 작업이 마감 순서로 여기에 모입니다.',
  inviteTitle: '같이 일할 사람을 부르세요',
  inviteLead: '초대 링크를 보내면 작업을 나눠 맡을 수 있습니다.',
  thisWeek: '이번 주',
  completed: '완료',
  openTasks: '열린 작업',
  activity: '활동',
  activityNone: '아직 활동이 없습니다.',
  asOf: (time: string) => `${time} 기준`,
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
  },
}
