import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf, type Someone } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest()

/** These are operators and nobody else. */
const setOperators = (...people: Someone[]) =>
  users.rows.query('update "User" set "isOperator" = (id = any($1))', [people.map(({ id }) => id)])

/** What deletes an account, as the gateway does it after a fresh proof. */
async function leaving({ id: userId, email }: Someone) {
  const { sessionId } = await users.gateway.sessions.open.mutate({
    ...{ userId, ip: '', userAgent: 'test' },
  })
  return () => users.gateway.accountDeletion.perform.mutate({ userId, sessionId, epoch: 0, email })
}

/** Whose account cannot be deleted, as an operator is told. */
const neededBy = async ({ calls }: Someone) =>
  (await calls.operators.list.query()).filter(({ isNeeded }) => isNeeded).map(({ id }) => id)

test('the last operator names another one before the account is deleted', async () => {
  const [ada, ben] = [await users.person('Ada'), await users.person('Ben')]
  await setOperators(ada)
  const leave = await leaving(ada)
  expect(await neededBy(ada)).toEqual([ada.id])
  expect(await refusalOf(leave())).toMatchObject({ code: 'CONFLICT', reason: 'last_operator' })
  await ada.calls.operators.add.mutate({ email: ben.email })
  expect(await neededBy(ada)).toEqual([])
  await leave()
  expect((await ben.calls.operators.list.query()).map(({ name }) => name)).toEqual(['Ben'])
})

test('who may not sign in is no operator who stays, and nobody to name', async () => {
  const [cho, dan] = [await users.person('Cho'), await users.person('Dan')]
  await setOperators(cho, dan)
  const leave = await leaving(cho)
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [dan.id])
  expect(await refusalOf(leave())).toMatchObject({ reason: 'last_operator' })
  await users.rows.query('update "User" set "disabledAt" = now() where id <> $1', [cho.id])
  expect(await neededBy(cho)).toEqual([])
  await leave()
  await users.rows.query('update "User" set "disabledAt" = null')
})

test('of two operators who delete their accounts at once one stays', async () => {
  const [eve, fay] = [await users.person('Eve'), await users.person('Fay')]
  await setOperators(eve, fay)
  const leave = [await leaving(eve), await leaving(fay)]
  const holder = await users.rows.connect()
  // Both have come as far as they can before either goes.
  await holder.query('begin')
  await holder.query('select 1 from "User" where id = any($1) for no key update', [
    [eve.id, fay.id],
  ])
  const left = Promise.allSettled(leave.map((go) => go()))
  await pollUntil(async () => {
    const { rowCount } = await users.rows.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount === 2
  })
  await holder.query('commit')
  holder.release()
  expect((await left).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await users.rows.query('select id from "User" where "isOperator"')
  expect(rows).toHaveLength(1)
})
