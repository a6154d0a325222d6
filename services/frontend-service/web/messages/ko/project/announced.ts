import { teamNamed } from '../../team-named.ts'

/** Who gains and who loses by a change, before it is made. */
export const announced = {
  titles: {
    open: '프로젝트를 공개할까요?',
    private: '프로젝트를 비공개로 바꿀까요?',
    role: (name: string) => `${name}님의 역할을 바꿀까요?`,
    remove: (name: string) => `${name}님을 프로젝트에서 제외할까요?`,
    leave: '프로젝트에서 나갈까요?',
    openRole: '모두의 역할을 바꿀까요?',
    addTeam: (name: string) => `${teamNamed(name)}을 추가할까요?`,
    teamRole: (name: string) => `${teamNamed(name)}의 역할을 바꿀까요?`,
    removeTeam: (name: string) => `${teamNamed(name)}을 제외할까요?`,
  },
  actions: {
    ...{ open: '공개', private: '비공개로 바꾸기' },
    ...{ role: '역할 바꾸기', openRole: '모두의 역할 바꾸기' },
    addTeam: '팀 추가',
  },
  openRole: {
    label: '모두의 역할',
    hint: '추가하지 않은 사람이 여기서 갖는 가장 높은 역할입니다. 작업 공간의 역할이 더 낮으면 그대로이고, 손님은 추가해야 볼 수 있습니다.',
    asInWorkspace: '작업 공간 역할대로',
  },
  laterToo: '작업 공간의 관리자가 나중에 이 팀에 추가하는 사람도 볼 수 있습니다.',
  stays: (name: string | null) =>
    `${name === null ? '' : `${name}님은 `}팀이나 작업 공간의 역할로 프로젝트를 계속 볼 수 있습니다.`,
  gained: (count: number) => `${count.toLocaleString('ko')}명이 이제 볼 수 있습니다.`,
  lost: (count: number) => `${count.toLocaleString('ko')}명이 더는 볼 수 없습니다.`,
  changed: (count: number) => `${count.toLocaleString('ko')}명의 역할이 바뀝니다.`,
  from: (before: string, after: string) => `${before} → ${after}`,
  more: (count: number) => `외 ${count.toLocaleString('ko')}명`,
  late: '그사이 사람이나 역할이 바뀌었습니다. 저장하지 않았으니 다시 확인하세요.',
}
