import { josa } from '../../particles.ts'
import { teamNamed } from '../../team-named.ts'

/** Teams of a workspace. */
export const teams = {
  lead: '프로젝트에서 팀에 역할을 주면 팀의 모두가 그 역할을 가집니다.',
  create: '팀 만들기',
  name: '팀 이름',
  namePlaceholder: '예: 디자인',
  save: '저장',
  made: (name: string) => `${teamNamed(name)}을 만들었습니다.`,
  renameOf: (name: string) => `${teamNamed(name)}의 이름 바꾸기`,
  renamed: '팀의 이름을 바꾸었습니다.',
  delete: '팀 지우기',
  deleteOf: (name: string) => `${teamNamed(name)} 지우기`,
  deleteSure: (name: string) => `${teamNamed(name)}을 지울까요?`,
  deleteLead: '팀으로 받은 역할이 모든 프로젝트에서 사라집니다. 따로 받은 역할은 남습니다.',
  deleted: (name: string) => `${teamNamed(name)}을 지웠습니다.`,
  count: (count: number) => `${count.toLocaleString('ko')}명`,
  more: (count: number) => `외 ${count.toLocaleString('ko')}명`,
  none: '아직 팀이 없습니다',
  noneLead: '함께 일하는 사람을 팀으로 묶으면 프로젝트마다 한 사람씩 추가하지 않아도 됩니다.',
  noneHere: '관리자가 팀을 만들면 여기에 보입니다.',
  people: (name: string) => `${teamNamed(name)}의 사람`,
  nobody: '팀에 아직 아무도 없습니다.',
  add: '사람 넣기',
  remove: '제외',
  removeOf: (name: string) => `${josa.eul(name)} 팀에서 제외`,
  full: (limit: number) => `한 팀에 ${limit.toLocaleString('ko')}명까지 넣을 수 있습니다.`,
  tooMany: (limit: number) =>
    `작업 공간에 팀을 ${limit.toLocaleString('ko')}개까지 만들 수 있습니다.`,
  tooManyProjects: (limit: number) =>
    `한 팀은 프로젝트 ${limit.toLocaleString('ko')}개까지 들어갈 수 있습니다. 다른 프로젝트에서 이 팀을 먼저 제외하세요.`,
  addToProject: '팀 추가',
  roleOf: (team: string) => `${teamNamed(team)}의 역할`,
  byTeam: (role: string) => `팀으로 ${role}`,
  unknown: '지워진 팀',
  recheckLead: '프로젝트의 역할이 팀과 다르게 보이나요?',
  recheckHint: '빠진 변경이 있으면 모든 프로젝트에서 채웁니다.',
  recheck: '역할 다시 맞추기',
  rechecked: '모든 팀의 역할을 다시 맞췄습니다.',
  recheckedJustNow: '방금 다시 맞췄습니다. 1분에 한 번 할 수 있습니다.',
  unread: '이름을 불러오지 못한 팀',
}
