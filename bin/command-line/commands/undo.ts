import { eventWords } from '../../../services/frontend-service/web/tasks/detail/event-words.ts'
import { FIXED, lastAct, rememberUndo, UNKNOWN } from '../acts.ts'
import { Problem } from '../client.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Session } from '../session.ts'
import { momentText } from '../task-view.ts'
import { safe, table } from '../terminal.ts'
import { activityWordsOf } from '../words.ts'

const LISTED = 20

export const undo: Command = {
  name: 'undo',
  usage: 'tm undo [--dry-run]  |  tm undo --list  |  tm undo ACT',
  options: { list: { type: 'boolean' }, 'dry-run': { type: 'boolean', short: 'n' } },
  run: async (session, { words: [typed], has }) => {
    const { words } = session
    if (has('list')) return listActs(session)
    const { trpc } = session.client()
    const id = typed ?? (await lastAct(session))
    if (!id) throw new Failure('missing', words.nothingDone, { hints: ['tm undo --list'] })
    if (id === UNKNOWN)
      throw new Failure('missing', words.unknownAct, { hints: ['tm undo --list', 'tm undo ACT'] })
    if (id === FIXED)
      throw new Failure('refused', words.commentStays, { hints: ['tm undo --list', 'tm undo ACT'] })
    if (!/^[\da-f-]{36}$/i.test(id))
      throw new Failure('usage', words.noAct(id), { hints: ['tm undo --list'] })
    if (has('dry-run')) {
      const { changed, tasks, left } = await trpc.task.actions.preview.query({ actionId: id })
      return session.answer({ dryRun: true, actionId: id, tasks, changed, left }, [
        words.wouldUndo(changed, tasks),
        ...leftLines(session, left),
      ])
    }
    const done = await undoAct(session, id)
    session.answer({ undone: id, ...done }, [
      words.undone(done.changed),
      ...leftLines(session, done.left),
    ])
  },
}

interface Left {
  readonly key: string | null
  readonly field: string | null
  readonly reason: string
}

/** Takes an act back; under a key, so that a call that came twice undoes once. `changed` is null where only that is known. */
export async function undoAct(session: Session, actionId: string) {
  // Whose act it is: asked while a failure still changes nothing.
  await session.me()
  const said = await session
    .client()
    .post(`/actions/${actionId}/undo`, {})
    .catch((error: unknown) => {
      if (error instanceof Problem && error.isDone) return {}
      throw error
    })
  const done: Partial<Undone> = said && typeof said === 'object' ? said : {}
  await rememberUndo(session, actionId)
  const left = (done.left ?? []).map(({ key, field, reason }) => ({ key, field, reason }))
  return { actionId: done.actionId ?? null, changed: done.changed ?? null, left }
}

/** As the server answers it. */
interface Undone {
  readonly actionId: string | null
  readonly changed: number
  readonly left: readonly Left[]
}

const leftLines = ({ words }: Session, left: readonly Left[]) =>
  left.map(({ key, field }) => safe(words.leftAsIs(key ?? '?', field ?? '')))

async function listActs(session: Session) {
  const { client, words, terminal } = session
  const [{ id: workspaceId }, { name, timeZone }] = await Promise.all([
    session.workspace(),
    session.me(),
  ])
  const { items } = await client().trpc.task.actions.list.query({ workspaceId, limit: LISTED })
  const acts = items.map((act) => ({
    actionId: act.undo ?? act.id,
    ...{ at: act.at, isUndone: act.undoneAt !== null, isUndoable: act.undo !== null },
    ...{ tasks: act.tasks, project: act.projectKey, taskKey: act.taskKey, type: act.type },
    bot: act.bot ?? null,
    says: eventWords(activityWordsOf(session.language), { ...act, actorId: null }, () => name),
  }))
  session.answer(
    { acts },
    table(
      acts.map(({ actionId, at, says, tasks, isUndone, isUndoable }) => [
        { text: actionId, colour: isUndoable ? 'cyan' : 'dim' },
        { text: momentText(at, timeZone), colour: 'dim' },
        {
          text: [isUndone && words.isUndone, tasks > 1 && words.taskCount(tasks)]
            .filter(Boolean)
            .join(' '),
        },
        { text: safe(says) },
      ]),
      terminal,
    ),
  )
}
