import { folded } from '../../services/task-service/tql/nearest.ts'
import { priorities } from '../../services/task-service/tql/words.ts'
import { type Command, everywhere } from './command.ts'
import { commands } from './commands.ts'
import { isTaskKey } from './names.ts'
import type { Session } from './session.ts'
import { projectOf } from './task-view.ts'
import { safe } from './terminal.ts'

/** What may stand where the last word is, one a line, for the completion of shells. What cannot be asked is left out. */
export async function complete(session: Session, typed: readonly string[]) {
  const before = typed.slice(0, -1)
  const current = typed.at(-1) ?? ''
  const found = await candidates(session, before, current).catch(() => [])
  const begun = found.filter((one) => folded(one).startsWith(folded(current)))
  // What somebody wrote may not turn into more than one line, nor into a command to the terminal.
  if (begun.length > 0) process.stdout.write(`${[...new Set(begun)].map(safe).join('\n')}\n`)
}

async function candidates(session: Session, before: readonly string[], current: string) {
  const [name, ...rest] = before
  if (name === undefined) return [...commands.map((command) => command.name), 'help']
  const command = commands.find((one) => one.name === name)
  if (!command) return name === 'help' ? commands.map((one) => one.name) : []
  const values = valuesOf(before.at(-1) ?? '')
  if (values) return values(session)
  if (current.startsWith('-'))
    return Object.keys({ ...everywhere, ...command.options }).map((option) => `--${option}`)
  if (current.startsWith('+')) return (await keysOfProjects(session)).map((key) => `+${key}`)
  return placesOf(session, command, rest)
}

/** Of the option before. */
function valuesOf(option: string): ((session: Session) => Promise<string[]>) | undefined {
  if (/^(-p|--project)$/.test(option)) return keysOfProjects
  if (option === '--priority') return async () => [...priorities]
  if (option === '--lang') return async () => ['ko', 'en']
  if (/^(-w|--workspace)$/.test(option))
    return async ({ client }) =>
      (await client().trpc.user.workspaces.list.query()).map(({ slug }) => slug)
  return undefined
}

async function placesOf(session: Session, { completes }: Command, rest: readonly string[]) {
  if (completes === 'shell') return ['bash', 'zsh', 'fish']
  if (completes === 'project') return keysOfProjects(session)
  const key = rest.findLast(isTaskKey)
  if (completes === 'status' && key) {
    const { statuses } = await session.project(projectOf(key.toUpperCase()))
    return [...statuses.map(({ name }) => name), ...(await ownTasks(session))]
  }
  return completes === 'status' || completes === 'task' ? ownTasks(session) : []
}

const keysOfProjects = async (session: Session) =>
  (await session.projects()).filter(({ archivedAt }) => !archivedAt).map(({ key }) => key)

/** Keys of what somebody has to do, nearest first. */
async function ownTasks(session: Session) {
  const [{ id: workspaceId }, { day: today, timeZone }] = await Promise.all([
    session.workspace(),
    session.now(),
  ])
  const { trpc } = session.client()
  const mine = await trpc.task.mine.get.query({ workspaceId, today, timeZone })
  return [mine.overdue, mine.today, mine.next, mine.later].flat().map(({ key }) => key)
}
