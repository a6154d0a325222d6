import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { cases, DISK_BYTES } from './alert-cases.ts'
import { alertsOf } from './alerts.ts'

/** Prometheus' own evaluation of every alert, where its `promtool` is on the PATH. */
const hasPromtool = spawnSync('promtool', ['--version']).status === 0
const withPromtool = hasPromtool ? test : test.skip

const alerts = alertsOf('taskmate', String(DISK_BYTES))
const rules = {
  groups: [
    {
      name: 'taskmate',
      rules: alerts.map(({ name, expr, for: holds }) => ({ alert: name, expr, for: holds })),
    },
  ],
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskmate-rules-'))
  writeFileSync(join(folder, 'rules.yaml'), stringify(rules))
})
afterAll(() => rmSync(folder, { recursive: true }))

const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('every alert is seen to fire', () => {
  const fired = cases.filter(([, , , , fires]) => fires).map(([name]) => name)
  expect(alerts.map(({ name }) => name).filter((name) => !fired.includes(name))).toEqual([])
})

withPromtool('Prometheus can read every rule', () => {
  expect(promtool('check', 'rules', 'rules.yaml')).toMatchObject({
    status: 0,
    said: expect.stringContaining(`SUCCESS: ${alerts.length} rules found`),
  })
})

withPromtool.each(cases)('%s: %s', (alertname, _what, series, minute, fires) => {
  const input = Object.entries(series).map(([name, values]) => ({ series: name, values }))
  const query = `count(ALERTS{alertname="${alertname}",alertstate="firing"}) or vector(0)`
  // Days need no evaluation every minute.
  const interval = minute > 600 ? '30m' : '1m'
  const check = {
    rule_files: ['rules.yaml'],
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: input,
        promql_expr_test: [
          {
            expr: query,
            eval_time: `${minute}m`,
            exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
          },
        ],
      },
    ],
  }
  writeFileSync(join(folder, 'test.yaml'), stringify(check))
  expect(promtool('test', 'rules', 'test.yaml')).toMatchObject({ status: 0 })
})
