import { josa } from '../particles.ts'

export const quickAdd = {
  createCount: (count: number) => `작업 ${count}개 만들기`,
  tooManyLines: (count: number, limit: number) =>
    `한 번에 ${limit}개까지 만들 수 있습니다. 지금은 ${count}줄입니다.`,
  linesCreated: (count: number) => `작업 ${count}개를 만들었습니다.`,
  linesNotCreated: (count: number) =>
    `작업 ${count}개가 저장되지 않았습니다. 작업 추가에 남아 있습니다.`,
  linesUndone: (count: number) => `작업 ${count}개를 휴지통에 넣었습니다.`,
  found: '알아들은 말',
  keepText: (word: string) => `누르면 ‘${word}’ 글자로 둡니다`,
  hint: '표시를 누르거나 그 말 바로 뒤에서 Backspace를 누르면 다시 글자가 됩니다.',
  restored: '쓰던 글을 불러왔습니다',
  clear: '지우기',
  notMine: '담당에서 나를 뺍니다',
  newLabel: '새 라벨',
  nobody: (name: string) => `‘@${name}’: 담당이 될 수 있는 사람이 없어 글자로 남습니다.`,
  several: (name: string) =>
    `‘@${name}’: 이 이름을 가진 사람이 둘 이상이어서 글자로 남습니다. 한 사람을 고르세요.`,
  severalProjects: (name: string) => `‘+${name}’: 이름이 같은 프로젝트가 둘 이상입니다.`,
  atLine: (line: number, words: string) => `${line}번 줄, ${words}`,
  noTitle: (line: number) => `${line}번 줄에 작업 제목을 쓰세요.`,
  duplicated: (key: string, copy: string, parts: number) =>
    `${josa.eul(key)} 복사해 ${josa.eul(copy)} 만들었습니다.${parts > 0 ? ` 하위 작업 ${parts}개도 복사했습니다.` : ''}`,
  duplicateUndone: (copy: string) => `${josa.eul(copy)} 휴지통에 넣었습니다.`,
  notDuplicated: (key: string) => `${josa.eul(key)} 복사하지 못했습니다.`,
  newLabels: (count: number) => `새 라벨 ${count}개`,
}
