import { eventWords } from '../../../services/frontend-service/web/tasks/detail/event-words.ts'
import { tasksAt } from '../changes.ts'
import type { Command } from '../command.ts'
import { projectNamed } from '../create.ts'
import { Failure } from '../failure.ts'
import { isTaskKey } from '../names.ts'
import { momentText } from '../task-view.ts'
import { safe, table } from '../terminal.ts'
import { activityWordsOf } from '../words.ts'

const LIMIT_MAX = 100

export const activity: Command = {
  name: 'activity',
  completes: 'task',
  usage: 'tm activity [WEB-42] [-p WEB] [--limit 30]',
  options: { project: { type: 'string', short: 'p' }, limit: { type: 'string', short: 'l' } },
  run: async (session, { words: [typed], text }) => {
    const { words, client, terminal } = session
    const limit = Number(text('limit') ?? 30)
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX))
      throw new Failure('usage', words.badLimit(String(text('limit')), LIMIT_MAX))
    if (typed !== undefined && !isTaskKey(typed))
      throw new Failure('usage', words.noKey(typed), { hints: [activity.usage] })
    const project = text('project')
    const [{ id: workspaceId }, [task], place, names, { timeZone }] = await Promise.all([
      session.workspace(),
      typed ? tasksAt(session, [typed]) : [],
      project !== undefined ? projectNamed(session, project) : undefined,
      session.names(),
      session.now(),
    ])
    const asked = { workspaceId, taskId: task?.id, projectId: place?.id, limit }
    const { items } = await client().trpc.task.activity.list.query(asked)
    const nameOf = (id: string | null) => names.get(id ?? '') ?? words.somebody
    const events = items.map((item) => {
      const { type, at, taskKey, taskTitle, projectKey, tokenName, bot } = item
      const says = eventWords(
        activityWordsOf(session.language),
        { ...item, tokenName: null },
        nameOf,
      )
      const who = nameOf(item.actorId)
      return {
        ...{ at, type, who, taskKey, taskTitle, project: projectKey },
        ...{ via: tokenName, bot: bot ?? null, says },
      }
    })
    session.answer(
      { events },
      table(
        events.map(({ at, says, taskTitle, via, bot }) => {
          // A bot is in the sentence.
          const token = !bot && via && words.via(via)
          return [
            { text: momentText(at, timeZone), colour: 'dim' },
            { text: safe([says, taskTitle, token].filter(Boolean).join(' · ')) },
          ]
        }),
        terminal,
      ),
    )
  },
}
