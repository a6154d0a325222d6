import { josa } from '../particles.ts'

/** The trash of a project. */
export const trash = {
  files: '버린 파일',
  noneLead: '휴지통에 넣은 작업은 여기서 되살립니다.',
  lead: '때가 되면 저절로 영구 삭제됩니다. 그 전에는 관리자만 삭제할 수 있습니다.',
  ownLead: '때가 되면 저절로 영구 삭제됩니다.',
  purgedIn: (days: number) => (days === 0 ? '오늘 영구 삭제' : `${days}일 뒤 영구 삭제`),
  purge: '영구 삭제',
  purgeSure: (key: string) => `${josa.eul(key)} 영구히 삭제할까요?`,
  purgeLead: '설명과 댓글, 이 작업에만 붙은 파일이 함께 삭제됩니다. 되돌릴 수 없습니다.',
  purged: (key: string) => `${josa.eul(key)} 영구히 삭제했습니다.`,
  emptyTrash: '휴지통 비우기',
  emptySure: (count: string) => `휴지통의 작업 ${count}개를 영구히 삭제할까요?`,
  archive: '보관하기',
  unarchive: '보관함에서 꺼내기',
  isArchived: '보관된 작업입니다.',
  archived: '보관된 작업',
  emptied: (count: number) => `작업 ${count}개를 영구히 삭제했습니다.`,
}
