import { type Command, oneText } from '../command.ts'
import { makeTasks, type Planned, planTasks } from '../create.ts'
import { readStdin } from '../input.ts'
import type { Session } from '../session.ts'
import { taskLines } from '../task-view.ts'
import { safe, table } from '../terminal.ts'

export const add: Command = {
  name: 'add',
  usage: 'tm add "내일 3시까지 보고서 !1 #label @me +WEB"  |  tm add - < tasks.txt',
  options: {
    project: { type: 'string', short: 'p' },
    'dry-run': { type: 'boolean', short: 'n' },
  },
  run: async (session, asked) => {
    const { words } = session
    const isPiped = asked.words.length === 1 && asked.words[0] === '-'
    const text = isPiped ? await readStdin() : oneText(asked, add.usage, words)
    const planned = await planTasks(session, text, asked.text('project'))
    for (const note of planned.notes) session.note(note)
    const { notes } = planned
    if (asked.has('dry-run')) {
      const tasks = await plannedViews(session, planned)
      return session.answer({ dryRun: true, project: planned.project.key, tasks, notes }, [
        words.wouldMake(tasks.length, planned.project.key),
        ...plannedLines(session, tasks),
      ])
    }
    const made = await makeTasks(session, planned)
    session.answer({ ...made, notes }, await taskLines(session, made.tasks))
  },
}

/** What would be made, in the words of a task that is there. */
async function plannedViews(session: Session, { project, tasks }: Planned) {
  const people = await session.people()
  return tasks.map(({ statusId, assigneeIds, labelIds, newLabels, ...task }) => ({
    title: task.title,
    level: task.level,
    status: project.statuses.find(({ id }) => id === statusId)?.name ?? '',
    priority: task.priority,
    dueDate: task.dueDate,
    dueTime: task.dueTime ?? null,
    startDate: task.startDate ?? null,
    startTime: task.startTime ?? null,
    estimate: task.estimate ?? null,
    assignees: assigneeIds.map((id) => people.find((one) => one.id === id)?.name ?? id),
    labels: labelIds.flatMap((id) => project.labels.find((one) => one.id === id)?.name ?? []),
    newLabels,
  }))
}

const plannedLines = (
  { terminal, words }: Session,
  tasks: Awaited<ReturnType<typeof plannedViews>>,
) =>
  table(
    tasks.map((task) => [
      { text: safe(task.status) },
      { text: task.priority === 'none' ? '' : words.priorities[task.priority] },
      { text: [task.dueDate, task.dueTime?.slice(0, 5)].filter(Boolean).join(' ') },
      { text: safe(task.assignees.join(', ')) },
      { text: safe([...task.labels, ...task.newLabels].map((label) => `#${label}`).join(' ')) },
      { text: '  '.repeat(task.level) + safe(task.title) },
    ]),
    terminal,
  )
