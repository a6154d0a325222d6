import { projectOf, startTaskService } from './start-task-service.ts'

/** Two members and a viewer of a workspace, and projects full of tasks: for the tests of acts on many. */
export async function startManyTasks() {
  const system = await startTaskService()
  const alice = await system.person('Alice')
  const bob = await system.person('Bob')
  const viewer = await system.person('Vera')
  await system.join(alice, bob, 'member')
  await system.join(alice, viewer, 'viewer')
  let made = 0

  /** A project of so many tasks. */
  const filled = async (count: number) => {
    made += 1
    const project = await projectOf(alice, `MANY${made}`)
    const projectId = project.id
    const tasks = []
    for (let nth = 1; nth <= count; nth += 1)
      tasks.push(await alice.calls.tasks.create.mutate({ projectId, title: `Task ${nth}` }))
    const label = await alice.calls.labels.create.mutate({
      ...{ projectId, name: 'Label', color: 'red' },
    })
    const statusIn = (group: string) =>
      project.statuses.find((status) => status.group === group)?.id ?? ''
    return { projectId, ids: tasks.map(({ id }) => id), tasks, label, statusIn }
  }

  const rowsOf = async (projectId: string, who = alice) =>
    (await who.calls.tasks.list.query({ projectId, limit: 100 })).items

  const eventsOf = async (actionId: string | null) =>
    (
      await system.rows.query<{ type: string; taskId: string; changes: object }>(
        'select type, "taskId", changes from "Event" where "actionId" = $1 order by id',
        [actionId],
      )
    ).rows

  return { system, alice, bob, viewer, filled, rowsOf, eventsOf }
}
