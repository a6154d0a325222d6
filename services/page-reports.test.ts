import { afterAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { type Span, startCollector } from './testing/collector.ts'
import { figure } from './testing/figures.ts'
import { startHere } from './testing/host/start-here.ts'

const { spans, endpoint, close } = await startCollector()
const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }
const { system, alice, signedIn } = await startOwnBrowserTest({ all: tracing, start: startHere })
afterAll(close)
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

test('the trace of what a key press changed begins at the press and leads to SQL', async () => {
  const { projects, tasks } = alice.trpc.task
  const { workspaceId } = alice
  const project = await projects.create.mutate({ workspaceId, key: 'WEB', name: 'W', locale: 'en' })
  await tasks.create.mutate({ projectId: project.id, title: 'Task' })
  const { page, workspace } = await signedIn(alice)
  await page.addInitScript('Math.random = () => 0')
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('#main a[data-task="WEB-1"]').focus()
  const caused = (press: Span) => spans.filter(({ parentSpanId }) => parentSpanId === press.spanId)
  const press = await pollUntil(async () => {
    // Until the script that listens is there.
    await page.keyboard.press('i')
    const presses = spans.filter(({ name }) => name === 'key list')
    return presses.find((each) => caused(each).some(({ name }) => name === 'POST /trpc'))
  })
  expect(press && caused(press)).toHaveLength(1)
  expect(press?.parentSpanId ?? '').toBe('')
  await pollUntil(() =>
    spans.some(({ name, traceId }) => name === 'sql' && traceId === press?.traceId),
  )
})

test('a press is told of a trace as W3C Trace Context writes it, and of no other', async () => {
  const tell = (traceparent: string) => {
    const moments = { sent: 0, answered: 0, painted: 0, told: 0 }
    return report.mutate({
      screen: 'board',
      interactions: [{ press: 'key', traceparent, ...moments }],
    })
  }
  const [trace, span] = ['a'.repeat(32), 'b'.repeat(16)]
  for (const traceparent of [
    ...[`00-${'0'.repeat(32)}-${span}-01`, `00-${trace}-${'0'.repeat(16)}-01`],
    ...[`ff-${trace}-${span}-01`, `00-${trace}-${span}-00`, `00-${trace.toUpperCase()}-${span}-01`],
    ...[`00-${trace}a-${span}-01`, `00-${trace}-${span}-01-more`, `00-${trace}-${span}-01\n`, ''],
  ])
    await expect(tell(traceparent)).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  await tell(`00-${trace}-${span}-01`)
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
