import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { figure } from './testing/figures.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { report } = alice.trpc.gateway.pages

const counted = (name: string, ...labels: string[]) => figure(system.gateway, name, ...labels)

test('a page tells how long people waited when it is left, and each error that nobody caught once', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.addInitScript('Math.random = () => 0')
  await page.goto(`/w/${workspace}/home`)
  await page.getByRole('heading', { name: en.shell.home }).waitFor()
  const fail = (act: string) =>
    page.evaluate(`void setTimeout(() => { ${act}(new Error('${act} of ours')) })`)
  await page.evaluate('globalThis.raise = (error) => { throw error }')
  await pollUntil(async () => {
    // Until the script that listens is there; what it has told it does not tell again.
    await fail('raise')
    await fail('Promise.reject')
    return (await counted('page_errors_total{', 'screen="home"')) === 2
  })
  await fail('raise')
  await page.goto('about:blank')
  const loads = (vital: string) =>
    counted('page_vital_seconds_count{', `vital="${vital}"`, 'screen="home"')
  await pollUntil(async () => (await loads('lcp')) === 1)
  expect(await loads('ttfb')).toBe(1)
  expect(await counted('page_vital_seconds_sum{', 'vital="lcp"')).toBeGreaterThan(0)
  expect(await counted('page_layout_shift_count{', 'screen="home"')).toBe(1)
  expect(await counted('page_errors_total{', 'screen="home"')).toBe(2)
})

test('reports are bounded, and nobody’s count for nothing', async () => {
  const bob = await system.person('Bob')
  await expect(
    report.mutate({ screen: 'board', error: { message: 'x'.repeat(501) } }),
  ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  await expect(report.mutate({ screen: 'board', vitals: { lcp: -1 } })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST' },
  })
  // What a page of another release calls its screens.
  await report.mutate(JSON.parse('{"screen":"x\\ny","error":{"message":"Unknown"}}'))
  expect(await counted('page_errors_total{', 'screen="other"')).toBe(1)
  const reports = bob.trpc.gateway.pages.report
  for (let index = 0; index < 130; index += 1)
    await reports.mutate({ screen: 'table', error: { message: `${index}` } })
  // 60 a minute, and the minute may have ended meanwhile.
  const taken = await counted('page_errors_total{', 'screen="table"')
  expect(taken).toBeGreaterThanOrEqual(60)
  expect(taken).toBeLessThanOrEqual(120)
  await bob.trpc.gateway.session.signOut.mutate()
  await expect(reports.mutate({ screen: 'table' })).rejects.toMatchObject({
    data: { code: 'UNAUTHORIZED' },
  })
})
