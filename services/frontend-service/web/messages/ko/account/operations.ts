import { josa } from '../../particles.ts'

const number = (count: number) => count.toLocaleString('ko')

const units = [
  [86_400, '일'],
  [3600, '시간'],
  [60, '분'],
] as const

export const operations = {
  lead: '이 설치가 잘 돌고 있는지 한눈에 봅니다. 서비스마다 답한 프로세스 하나의 상태입니다. 전체 개수만 세고, 누구의 내용도 보여 주지 않습니다.',
  asOf: (time: string) => `${time} 기준 · 15초마다 새로 고칩니다`,
  stale: (time: string) => `${time}에 본 상태입니다`,
  noUsers:
    '그 뒤로 user-service나 그 데이터베이스가 응답하지 않습니다. 누가 운영자인지는 거기서만 알 수 있으니 먼저 살펴보세요.',
  allGood: '모두 정상입니다',
  toDo: (bad: number, attention: number, unknown: number) =>
    [
      bad > 0 && `문제 ${number(bad)}건`,
      attention > 0 && `주의 ${number(attention)}건`,
      unknown > 0 && `알 수 없음 ${number(unknown)}건`,
    ]
      .filter(Boolean)
      .join(', '),
  tones: { good: '정상', attention: '주의', bad: '문제', off: '쓰지 않음', unknown: '알 수 없음' },
  /** The largest unit alone. */
  duration: (seconds: number) => {
    const [size, unit] = units.find(([each]) => seconds >= each) ?? [1, '초']
    return `${number(Math.floor(seconds / size))}${unit}`
  },
  titles: {
    services: '서비스',
    followers: '이벤트 따라가기',
    letters: '메일',
    webhooks: '웹훅',
    jobs: '되풀이하는 작업',
    backups: '백업',
  },
  silent: '서비스가 응답하지 않아 알 수 없습니다.',
  uncounted: '세지 못함',
  uncountedLead: '세지 못했거나 너무 오래 걸렸습니다. 이 서비스의 로그에서 이유를 찾으세요.',

  upFor: (duration: string) => `켜진 지 ${duration}`,
  commit: (commit: string) => `커밋 ${commit}`,
  noCommit: '커밋 알 수 없음',
  down: '제시간에 응답이 없습니다. 프로세스와 그 로그를 확인하세요.',
  notReady: '켜져 있지만 일을 하지 못합니다. 데이터베이스에 닿는지 확인하세요.',
  failingService: '오류로 답합니다. 이 서비스의 로그에서 이유를 찾으세요.',
  older: '상태를 알려 주지 않는 이전 릴리스입니다. 배포가 끝났는지 확인하세요.',

  follower: {
    task: '사람과 권한 → task-service',
    analytics: '작업 기록 → analytics-service',
    file: '작업 기록 → file-service',
  },
  upToDate: '끝까지 따라잡음',
  behind: (duration: string) => `${duration} 뒤처짐`,
  behindLead:
    '따라잡지 못하면 거둔 권한이 거기서는 아직 통합니다. 보내는 쪽과 네트워크를 확인하세요.',
  parkedEvents: (count: number) => `따로 둔 이벤트 ${number(count)}개`,
  parkedEventsLead: '다섯 번 실패해 건너뛴 이벤트입니다. 원인을 고친 뒤 다시 적용하세요.',

  outbox: '보낼 메일',
  noLetters: '메일 서버가 없어 메일을 보내지 않습니다.',
  waiting: (count: number) => `기다리는 메일 ${number(count)}통`,
  oldest: (duration: string) => `가장 오래된 것 ${duration}째`,
  givenUp: (count: number) => `7일 동안 포기한 메일 ${number(count)}통`,
  lettersLate: '보낼 때가 된 메일을 아무 프로세스도 보내지 않습니다. user-service를 확인하세요.',
  lettersRefused:
    '한 시간 넘게 보내지 못한 메일이 있습니다. 한 통뿐이면 그 주소를, 여러 통이면 메일 서버를 확인하세요.',

  queue: '보낼 웹훅',
  noQueue: '밀린 것 없음',
  queueAge: (duration: string) => `${duration}째 밀림`,
  queueLead: '보낼 때가 되었는데 아무 프로세스도 보내지 않습니다. task-service를 확인하세요.',
  deliveries: '최근 24시간의 전달',
  delivered: (count: number) => `${number(count)}건 전달`,
  retried: (count: number) => `${number(count)}건 다시 시도 중`,
  parked: (count: number) => `${number(count)}건 포기`,
  failing: (count: number) => `실패하는 웹훅 ${number(count)}개`,
  failingLead: '도착한 것보다 실패한 것이 많습니다. 나가는 네트워크를 확인하세요.',

  jobs: {
    letters: '메일 보내기',
    failed_attempts: '실패한 로그인을 감사 기록에 쓰기',
    workspace_ends: '기한이 지난 작업 공간 삭제',
    deleted_workspaces: '삭제한 작업 공간 정리',
    trash: '휴지통 비우기',
    webhook_upkeep: '웹훅 기록 정리와 알림',
    file_counts: '작업의 파일 수 세기',
    expired_files: '끝나지 않은 업로드와 삭제한 파일 정리',
  },
  ended: (duration: string) => `${duration} 전에 끝남`,
  failed: (duration: string) => `${duration} 전에 실패`,
  notRun: '아직 돌지 않음',
  next: (duration: string) => `다음은 ${duration} 뒤`,
  failedLead: '다음 실행이 이어서 합니다. 되풀이되면 이 서비스의 로그에서 이유를 찾으세요.',
  stuckLead: '10분 넘게 끝나지 않았습니다. 이 서비스의 로그를 확인하세요.',

  lastBackup: '마지막 백업',
  noBackups:
    '여기서는 백업을 알 수 없습니다. 잃으면 안 되는 것이 있다면 백업이 있는지 직접 확인하세요.',
  backupsAway: 'Prometheus가 응답하지 않아 백업을 알 수 없습니다.',
  backupsAwayLead: 'Prometheus가 켜져 있는지, user-service가 PROMETHEUS_URL에 닿는지 확인하세요.',
  noneMade: '지난 14일 동안 없음',
  noneYet: '아직 없음',
  firstLead: '새 설치라 첫 차례가 아직 오지 않았을 수 있습니다. 지금 한 번 돌려 확인하세요.',
  agoOf: (duration: string) => `${duration} 전`,
  backupLate:
    '26시간 안에 만든 백업을 알지 못합니다. 백업 작업이 돌았는지 보고, 아니면 지금 돌리세요.',
  drill: '마지막 복원 시험',
  drillFailed: '실패',
  drillGood: '성공',
  drillLead: '복원해 본 적이 없는 백업은 백업이 아닙니다. 시험을 돌려 이유를 확인하세요.',

  operators: '운영자',
  operatorsLead:
    '이 화면을 보고 다른 운영자를 추가합니다. 작업 공간의 내용을 볼 권한은 더 생기지 않습니다.',
  newOperator: '추가할 사람의 이메일',
  addOperator: '운영자 추가',
  removeOperator: '제외',
  removeOf: (name: string) => `${josa.eul(name)} 운영자에서 제외`,
  removeSure: (name: string) => `${josa.eul(name)} 운영자에서 제외할까요?`,
  removeLead: '이 화면을 더는 볼 수 없습니다. 다른 운영자가 다시 추가할 수 있습니다.',
  operatorAdded: (name: string) => `${josa.i(name)} 이제 운영자입니다.`,
  operatorRemoved: (name: string) => `${josa.eul(name)} 운영자에서 제외했습니다.`,
  disabled: '사용 중지된 계정',
  refusals: {
    no_account: '이 이메일로 가입한 사람이 없습니다. 먼저 가입해야 합니다.',
    disabled: '사용 중지된 계정입니다. 계정이 다시 켜진 뒤에 추가할 수 있습니다.',
    address_not_proved: '이 주소는 아직 확인되지 않았습니다. 주인이 보안 설정에서 확인해야 합니다.',
    last_operator: '운영자는 적어도 한 명 있어야 합니다.',
  },
  tooMany: (limit: number) =>
    `운영자는 ${number(limit)}명까지 추가할 수 있습니다. 먼저 한 명을 제외하세요.`,

  usage: '쓰임새',
  figures: {
    people: '사람',
    workspaces: '작업 공간',
    projects: '프로젝트',
    sessions: '24시간 동안 쓴 세션',
    storage: '파일 용량',
  },
  count: number,
}
