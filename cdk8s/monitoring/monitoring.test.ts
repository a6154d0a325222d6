import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { find, ofKind, readManifests } from '../manifests.ts'
import { alertsOf, runbookOf } from './alerts.ts'
import { dashboardsOf } from './dashboards.ts'

const alerts = alertsOf('taskmate-production', '1Gi')
const dashboards = Object.entries(dashboardsOf('taskmate-production'))
const manifests = readManifests('dist/production')

/** Metrics of Kubernetes, PostgreSQL, Redis, cert-manager, Prometheus and the Node runtime. */
const exporters = /^(kube|cnpg|redis|certmanager|nodejs|process)_|^up$/

const sources = readdirSync('services', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
  .map((file) => readFileSync(join('services', file), 'utf8'))
  .join('\n')

const metricsIn = (expression: string) =>
  [...expression.matchAll(/([a-z][a-z0-9_]*)\{namespace=/g)].map(([, name = '']) => name)

const exported = (metric: string) =>
  exporters.test(metric) ||
  new RegExp(`['\\s]${metric.replace(/_(count|bucket|sum)$/, '')}['\\s:]`).test(sources)

test.each(alerts)('$name has a runbook of one screen: check, act, verify, undo', ({ name }) => {
  const file = `docs/runbooks/${runbookOf(name)}.md`
  expect(existsSync(file)).toBe(true)
  const text = readFileSync(file, 'utf8')
  expect(text.split('\n').length).toBeLessThan(60)
  for (const part of ['## Check', '## Act', '## Verify', '## Undo']) expect(text).toContain(part)
})

test.each(alerts)('$name watches metrics that somebody exports', ({ expr }) => {
  const metrics = metricsIn(expr)
  expect(metrics.length).toBeGreaterThan(0)
  expect(metrics.filter((metric) => !exported(metric))).toEqual([])
})

test('no runbook is without its alert', () => {
  const files = readdirSync('docs/runbooks').map((file) => file.replace('.md', ''))
  expect(files.sort()).toEqual(alerts.map(({ name }) => runbookOf(name)).sort())
})

test('alerts link to their runbooks and say who is called', () => {
  const config = find(manifests, 'ConfigMap', 'prometheus-config')
  const [{ rules }] = parse(config.data?.['rules.yaml'] ?? '').groups
  expect(rules).toHaveLength(alerts.length)
  for (const { labels, annotations } of rules) {
    expect(annotations.runbook_url).toMatch(/^https:.*\/docs\/runbooks\/[a-z-]+\.md$/)
    expect(['page', 'ticket']).toContain(labels.severity)
  }
})

test('an error budget that burns fast calls at once, a slow one can wait', () => {
  const [fast, slow] = alerts
  expect(fast?.expr).toContain('[5m]')
  expect(fast?.expr).toContain('> 0.0144')
  expect(slow?.expr).toContain('> 0.006')
  expect([fast?.severity, slow?.severity]).toEqual(['page', 'ticket'])
})

test.each([
  ['BackupTooOld', 'postgres-backup', '26 * 3600'],
  ['RestoreDrillFailed', 'restore-drill', '192 * 3600'],
])(
  '%s counts from the creation of %s where it never succeeded, and misses it where it is not',
  (name, cronjob, age) => {
    const expr = alerts.find((one) => one.name === name)?.expr ?? ''
    const of = `{namespace="taskmate-production",cronjob="${cronjob}"}`
    const succeeded = `kube_cronjob_status_last_successful_time${of}`
    expect(expr).toContain(
      `time() - (${succeeded} or kube_cronjob_created${of} unless on(cronjob) ${succeeded}) > ${age}`,
    )
    expect(expr).toContain(`or absent(kube_cronjob_created${of})`)
  },
)

test('there are six dashboards, small enough for kubectl apply, over metrics that exist', () => {
  expect(dashboards.map(([name]) => name)).toEqual([
    'up',
    'slow',
    'hurt',
    'changed',
    'waiting',
    'data',
  ])
  for (const [, json] of dashboards) {
    expect(json.length).toBeLessThan(200 * 1024)
    for (const { targets } of JSON.parse(json).panels)
      for (const { expr } of targets)
        expect(metricsIn(expr).filter((metric) => !exported(metric))).toEqual([])
  }
  const labelled = ofKind(manifests, 'ConfigMap').filter(
    ({ metadata }) => metadata.labels?.grafana_dashboard === '1',
  )
  expect(labelled).toHaveLength(6)
})

test('what runbooks send somebody to look at is on a dashboard', () => {
  const boards = dashboards.map(([, json]) => JSON.parse(json))
  const titles = {
    dashboard: boards.map(({ title }) => title.replace('TaskMate: ', '')),
    panel: boards.flatMap(({ panels }) => panels.map(({ title }: { title: string }) => title)),
  }
  const missing = readdirSync('docs/runbooks').flatMap((file) => {
    const text = readFileSync(join('docs/runbooks', file), 'utf8')
    const named = [...text.matchAll(/(dashboard|panel) "([^"]+)"/gi)]
    return named
      .filter(([, kind = '', title = '']) => {
        const known = kind.toLowerCase() === 'panel' ? titles.panel : titles.dashboard
        return !known.includes(title)
      })
      .map(([found]) => `${file}: ${found}`)
  })
  expect(missing).toEqual([])
})
