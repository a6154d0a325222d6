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
  undated: '날짜 없음',
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
}
