import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

const deleted = {
  code: 'CONFLICT',
  reason: 'status_deleted',
  message: 'This status was deleted; choose another',
}

test('a status that is deleted while tasks are made and moved there refuses them or hands them on, 15 rounds', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'RACE')
  const targetId = statuses.find(({ group }) => group === 'started')?.id ?? ''
  const { tasks, statuses: settings } = alice.calls
  const mover = await tasks.create.mutate({ projectId, title: 'Mover' })
  const seen = new Map<string, number>()
  let made = 1
  for (let round = 0; round < 15; round += 1) {
    const name = `Round ${round}`
    const { id: statusId } = await settings.create.mutate({ projectId, name, group: 'started' })
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => 'OK',
        (error) => `${error.data?.code} ${error.data?.reason}`,
      )
    const create = (nth: number) => {
      const key = nth % 2 ? { idempotencyKey: `round-${round}-${nth}` } : {}
      return outcome(tasks.create.mutate({ projectId, title: `${round}.${nth}`, statusId, ...key }))
    }
    const before = Array.from({ length: 3 }, (_, nth) => create(nth))
    const removal = settings.delete.mutate({ projectId, id: statusId, targetId })
    const moving = outcome(tasks.move.mutate({ id: mover.id, statusId }))
    const after = Array.from({ length: 3 }, (_, nth) => create(nth + 3))
    const outcomes = await Promise.all([...before, ...after])
    await removal
    for (const one of [...outcomes, await moving]) seen.set(one, (seen.get(one) ?? 0) + 1)
    made += outcomes.filter((one) => one === 'OK').length
  }
  expect([...seen.keys()].filter((one) => one !== 'OK')).toEqual(['CONFLICT status_deleted'])
  const { rows } = await system.rows.query(
    `select count(*)::int as tasks, count(*) filter (where s.id is null)::int as lost,
            (select count(*)::int from "Event" e where e."projectId" = $1 and e.type = 'task.created') as logged
       from "Task" t left join "Status" s on s.id = t."statusId" where t."projectId" = $1`,
    [projectId],
  )
  expect(rows[0]).toEqual({ tasks: made, lost: 0, logged: made })
})

test('a status deleted a while ago is told from one that never was', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'PAST')
  const { tasks, statuses: settings } = alice.calls
  const [, , started, review] = statuses.map(({ id }) => id)
  await settings.delete.mutate({ projectId, id: started ?? '', targetId: review ?? '' })
  const { id } = await tasks.create.mutate({ projectId, title: 'A task' })
  const into = (statusId = '') => [
    () => tasks.create.mutate({ projectId, title: 'x', statusId }),
    () => tasks.move.mutate({ id, statusId }),
  ]
  for (const act of into(started)) expect(await refusalOf(act())).toMatchObject(deleted)
  const foreign = (await projectOf(alice, 'FAR')).statuses[0]?.id
  for (const act of into(foreign))
    expect(await refusalOf(act())).toMatchObject({
      ...{ code: 'BAD_REQUEST', fields: { statusId: 'is not a status of this project' } },
    })
})
