import { needOf } from './needs.ts'
import { placeNames, standings } from './stage.ts'

const words = {
  open: 'mk-open',
  private: 'mk-private',
  archived: 'mk-archived',
  elsewhere: 'mk-elsewhere',
}

/** Marks in an answer of what somebody may not know of. */
export function foreignIn(who: string, call: string, text: string): string[] {
  const standing = standings.get(who)
  const workspace = standing?.workspace ?? null
  // Who looks after a workspace learns where webhooks send what leaves it, of projects that they do not see too.
  const isAudit = call === 'user/audit.list'
  const found: string[] = []
  for (const place of placeNames) {
    const own = standing?.projects[place] ?? (isAlone(call) ? standing?.tasks[place] : null) ?? null
    const word = words[place]
    const isAuthor = who === (place === 'elsewhere' ? 'stranger' : 'author')
    const hidden: [string, boolean][] = [
      [word, own !== null],
      [`${word}-private`, isAuthor],
      [word.replace('mk-', 'mk-hook-'), own === 'owner' || own === 'admin' || isAudit],
      [`${word}-internal`, isInside(own, workspace)],
    ]
    for (const [mark, isSeen] of hidden) if (!isSeen && text.includes(mark)) found.push(mark)
  }
  if (!workspace || workspace === 'guest')
    for (const mark of text.match(
      workspace ? /mk-people-(?:disabled|deleted)/g : /mk-people-\w+/g,
    ) ?? [])
      if (mark !== `mk-people-${who}`) found.push(mark)
  return found
}

/** Whether it tells of single tasks: texts of one, to whom it was given alone, are in no other answer. */
function isAlone(call: string) {
  const need = needOf(call)
  return ofThem.includes(call) || (need.in === 'project' && need.alone === true)
}

/** Of a workspace, with what was given alone among the rest. */
const ofThem = ['task/sharedTasks.list', 'task/search.find']

const isInside = (own: string | null, workspace: string | null) =>
  own !== null && own !== 'viewer' && own !== 'commenter' && workspace !== 'guest'
