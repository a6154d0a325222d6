import { expect, test } from '@jest/globals'
import { deleteAccount as wordsEn } from './frontend-service/web/messages/en/account/delete-account.ts'
import { members } from './frontend-service/web/messages/en/account/members.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { deleteAccount as wordsKo } from './frontend-service/web/messages/ko/account/delete-account.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { isTried, startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { clientOf } from './testing/postgres.ts'

const { system, alice, signedIn } = await startOwnBrowserTest()

const COMMAND = 'node name-operator.js you@example.com'

test.each(
  [['en', en, wordsEn] as const, ['ko', ko, wordsKo] as const].filter(([locale]) =>
    isTried(locale),
  ),
)(
  'the only operator is asked in %s to name another one first, and told how there is one again where nobody can be named',
  async (locale, m, words) => {
    await alice.trpc.user.me.update.mutate({ locale })
    const carol = await system.person('Carol')
    const { page } = await signedIn(alice)
    await page.setViewportSize({ width: 390, height: 844 })
    const ask = async () => {
      await page.goto('/settings/security')
      const section = page.getByRole('region', { name: m.projects.danger })
      await section.getByRole('button', { name: words.act }).click()
    }
    await ask()
    const refused = page.getByRole('dialog', { name: words.refused })
    await refused.getByText(words.operatorLead).waitFor()
    await refused.getByText(words.nameAgain(COMMAND)).waitFor()
    expect(await refused.getByRole('textbox').count()).toBe(0)
    expect(await accessibilityOf(page)).toEqual([])
    expect(await misfitsOf(page)).toEqual([])
    await refused.getByRole('link', { name: words.toOperators }).click()
    await page.waitForURL(/settings\/operations/)

    const { operators } = alice.trpc.user
    await operators.add.mutate({ email: carol.email })
    await ask()
    const sure = page.getByRole('dialog', { name: words.sure })
    await sure.getByRole('textbox').waitFor()
    expect(await sure.getByText(words.noOperatorLeft).count()).toBe(0)
    await operators.remove.mutate({ id: carol.id })

    // Nobody else has an account that may be used.
    const [env] = system.databases
    if (!env) throw new Error('user-service has a database')
    const users = clientOf(env, env.DATABASE_NAME)
    await users.connect()
    await users.query('update "User" set "disabledAt" = now() where id <> $1', [alice.id])
    await ask()
    await sure.getByText(words.noOperatorLeft).waitFor()
    await sure.getByText(words.nameAgain(COMMAND)).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    expect(await misfitsOf(page)).toEqual([])
    await users.end()
    await page.context().close()
  },
)

test('an admin is refused who disables the only operator, in words', async () => {
  await alice.trpc.user.me.update.mutate({ locale: 'en' })
  const { workspaceId } = alice
  const bert = await system.colleague(alice, 'Bert')
  const member = { workspaceId, userId: bert.id }
  await alice.trpc.user.members.changeRole.mutate({ ...member, role: 'owner' })
  const { page } = await signedIn(bert)
  await page.goto('/settings/members')
  const { disable, disableSure, ofOperator } = members
  await page.getByRole('button', { name: `${disable}: Alice` }).click()
  const dialog = page.getByRole('dialog', { name: disableSure('Alice') })
  await dialog.getByRole('button', { name: disable }).click()
  await page.getByText(ofOperator).first().waitFor()
  expect(await alice.trpc.user.operators.list.query()).toMatchObject([{ id: alice.id }])
})
