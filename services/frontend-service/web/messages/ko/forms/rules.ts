/** Which rule a value breaks. */
export const rules = {
  badLink: '링크가 온전하지 않습니다. 받은 곳에서 다시 여세요.',
  statusFull: (name: string, limit: number) =>
    `‘${name}’ 상태가 가득 찼습니다. 작업을 ${limit}개까지 둘 수 있습니다.`,
  badDay: '1970년부터 2199년까지의 날짜가 아닙니다.',
  noDay: '날짜를 고르세요.',
  daysAhead: (limit: number) => `지금부터 ${limit}일 안에 끝나야 합니다. 지난 날은 안 됩니다.`,
  badTime: '15:00과 같은 시각이 아닙니다.',
  badTimeZone: 'Asia/Seoul과 같은 시간대가 아닙니다.',
  timeAlone: '시각을 정하려면 마감일이 있어야 합니다.',
  startTimeAlone: '시각을 정하려면 시작일이 있어야 합니다.',
  notNumber: '숫자가 아닙니다.',
  atMost: (limit: number) => `${limit.toLocaleString('ko')} 이하여야 합니다.`,
  atLeast: (limit: number) => `${limit.toLocaleString('ko')} 이상이어야 합니다.`,
  steps: (step: number) => `${step} 단위로 쓰세요.`,
  tooManyOf: (limit: number) => `${limit.toLocaleString('ko')}개까지 됩니다.`,
  tooFewOf: (limit: number) => `${limit}개 이상 고르세요.`,
  broken: '저장할 수 없는 문자가 들어 있습니다. 그 문자를 지우고 다시 하세요.',
  gone: '고른 항목이 이제 없습니다. 다시 고르세요.',
  nameTaken: '같은 이름이 이미 있습니다. 다른 이름을 쓰세요.',
  otherRelease: '화면이 오래되었습니다. 새로고침한 뒤 다시 하세요.',
}
