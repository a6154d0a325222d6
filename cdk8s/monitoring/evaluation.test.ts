import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { alertsOf } from './alerts.ts'

/** Prometheus' own evaluation of every alert, where its `promtool` is on the PATH. */
const hasPromtool = spawnSync('promtool', ['--version']).status === 0
const withPromtool = hasPromtool ? test : test.skip

const alerts = alertsOf('taskmate')
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

const at = 'namespace="taskmate"'
const requests = (status: number) =>
  `http_request_duration_seconds_count{${at},service="frontend-service",status="${status}"}`
const cronjob = (metric: string, name: string) => `kube_cronjob_${metric}{${at},cronjob="${name}"}`
const drillCreated = cronjob('created', 'restore-drill')
const drillSucceeded = cronjob('status_last_successful_time', 'restore-drill')
const healthyBackup = { [cronjob('created', 'postgres-backup')]: '0x500' }

/** What happens minute by minute (half-hour by half-hour where days pass), in promtool's notation, and whether the alert fires at `minute`. */
const cases: [string, string, Record<string, string>, number, boolean][] = [
  [
    'GatewayErrorBudgetFast',
    'two of a hundred requests fail for two hours',
    { [requests(200)]: '0+98x120', [requests(500)]: '0+2x120' },
    120,
    true,
  ],
  [
    'GatewayErrorBudgetFast',
    'one of a thousand requests fails',
    { [requests(200)]: '0+999x120', [requests(500)]: '0+1x120' },
    120,
    false,
  ],
  [
    'GatewayErrorBudgetFast',
    'an hour of errors is over for ten minutes',
    { [requests(200)]: '0+98x130', [requests(500)]: '0+2x110 220x20' },
    130,
    false,
  ],
  [
    'ServiceDown',
    'a service has no pod',
    { [`kube_deployment_status_replicas_available{${at},deployment="task-service"}`]: '1 0x10' },
    10,
    true,
  ],
  [
    'RedisWithoutMaster',
    'all of Redis is gone, and with it its figures',
    { [`redis_instance_info{${at},role="master"}`]: '1x5 stale' },
    20,
    true,
  ],
  [
    'RedisWithoutMaster',
    'there is a master',
    { [`redis_instance_info{${at},role="master"}`]: '1x20' },
    20,
    false,
  ],
  [
    'EventLogNotPulled',
    'nobody has pulled for half an hour',
    {
      [`trpc_procedure_duration_seconds_count{${at},service="task-service",path="events.news"}`]:
        '0+60x10 600x60',
    },
    45,
    true,
  ],
  ['RestoreDrillFailed', 'there is no drill at all', healthyBackup, 10, true],
  [
    'RestoreDrillFailed',
    'the drill is a week old and never ran',
    { [drillCreated]: '0x500' },
    7 * 1440,
    false,
  ],
  [
    'RestoreDrillFailed',
    'the drill is nine days old and never ran',
    { [drillCreated]: '0x500' },
    9 * 1440,
    true,
  ],
  [
    'RestoreDrillFailed',
    'the drill ran an hour ago and failed',
    {
      [drillCreated]: '0x500',
      [drillSucceeded]: '0x500',
      [`backup_last_restore_ok{${at}}`]: '0x500',
    },
    60,
    true,
  ],
  [
    'RestoreDrillFailed',
    'the drill ran six days ago and was right',
    {
      [drillCreated]: '0x500',
      [drillSucceeded]: '0x500',
      [`backup_last_restore_ok{${at}}`]: '1x500',
    },
    6 * 1440,
    false,
  ],
  ['BackupTooOld', 'a backup is a day old', { ...healthyBackup }, 1440, false],
  ['BackupTooOld', 'a backup is 27 hours late', { ...healthyBackup }, 27 * 60, true],
]

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
