import { expect, test } from '@jest/globals'
import { createMetrics } from './metrics.ts'

test('services of one process watch it once, and each tells of it under its own name', async () => {
  const [first, second] = [createMetrics('user-service'), createMetrics('task-service')]
  const name = 'nodejs_gc_duration_seconds'
  expect(first.registry.getSingleMetric(name)).toBeDefined()
  expect(first.registry.getSingleMetric(name)).toBe(second.registry.getSingleMetric(name))
  expect(await first.registry.metrics()).toMatch(
    /^process_cpu_seconds_total\{service="user-service"\} /m,
  )
  expect(await second.registry.metrics()).toMatch(
    /^process_cpu_seconds_total\{service="task-service"\} /m,
  )
})
