import { josa } from '../particles.ts'

export const views = {
  label: '저장한 보기',
  save: '보기 저장',
  saveNew: '새 보기로 저장',
  name: '이름',
  namePlaceholder: '예: 이번 주, 급한 것',
  scope: '볼 수 있는 사람',
  scopes: { private: '나만', project: '프로젝트의 모두' },
  scopeHints: {
    private: '나에게만 보입니다.',
    project: '이 프로젝트를 보는 모두에게 보이고, 멤버가 고칠 수 있습니다.',
  },
  create: '저장',
  edit: '이름과 볼 사람',
  more: (name: string) => `${name} 보기의 메뉴`,
  remove: '보기 삭제',
  removed: (name: string) => `‘${name}’ 보기를 삭제했습니다.`,
  changed: '바뀜',
  broken: '조건 오류',
  reset: '되돌리기',
  update: { private: '내 보기에 저장', project: '프로젝트 보기에 저장' },
  updated: (name: string) => `‘${josa.eul(`${name}’`)} 바꿨습니다.`,
  missing: '이 보기는 없거나 볼 수 없습니다. 필터 없이 보고 있습니다.',
}
