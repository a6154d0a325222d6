import { josa } from '../particles.ts'

/** Watching tasks. */
export const watch = {
  watchers: '지켜보는 사람',
  watch: '지켜보기',
  unwatch: '그만 지켜보기',
  watched: (what: string) => `${josa.eul(what)} 지켜봅니다.`,
  unwatched: (what: string) => `${josa.eun(what)} 이제 지켜보지 않습니다.`,
  undone: (what: string) => `${josa.eul(what)} 지켜보는지 이전대로 되돌렸습니다.`,
  notSaved: '지켜보기가 저장되지 않았습니다.',
  nobody: '아직 지켜보는 사람이 없습니다.',
}
