import { expect, test } from '@jest/globals'
import { startCollector } from '../../testing/collector.ts'
import { startHere } from '../../testing/host/start-here.ts'
import { startSystem } from '../testing/test-system.ts'

test('one trace leads from the gateway to the SQL of a service, whatever trace the client claims; the name of a request finds it', async () => {
  const { spans, endpoint, close } = await startCollector()
  const system = await startSystem({
    all: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    start: startHere,
  })
  const alice = await system.person('Alice')
  const claimed = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
  const input = encodeURIComponent(JSON.stringify({ workspaceId: alice.workspaceId }))
  await alice.request(`/trpc/task/projects.list?input=${input}`, {
    headers: { traceparent: `00-${claimed}-bbbbbbbbbbbbbbbb-01`, 'x-request-id': 'find-me-again' },
  })
  const metrics = await fetch(`http://127.0.0.1:${system.gateway.metricsPort}/metrics`)
  const figures = await metrics.text()
  await system.close()
  const { traceId } =
    spans.find(({ attributes }) =>
      attributes.some(({ value }) => value.stringValue === 'find-me-again'),
    ) ?? {}
  const names = spans.filter((span) => span.traceId === traceId).map(({ name }) => name)
  expect(traceId).toMatch(/^[\da-f]{32}$/)
  expect(traceId).not.toBe(claimed)
  // Twice: the gateway's request and task-service's.
  expect(names.filter((name) => name === 'GET /trpc')).toHaveLength(2)
  expect(names).toContain('trpc projects.list')
  expect(names).toContain('sql')
  expect(metrics.headers.get('content-type')).toContain('application/openmetrics-text')
  expect(figures).toMatch(
    new RegExp(
      `^http_request_duration_seconds_bucket.*trace_id="${traceId}",request_id="find-me-again"`,
      'm',
    ),
  )
  close()
})
