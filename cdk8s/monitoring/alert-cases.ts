/** Size of PostgreSQL's volume in these cases. */
export const DISK_BYTES = 1000

const at = 'namespace="taskmate"'
const requests = (status: number) =>
  `http_request_duration_seconds_count{${at},service="frontend-service",status="${status}"}`
const cronjob = (metric: string, name: string) => `kube_cronjob_${metric}{${at},cronjob="${name}"}`
const drillCreated = cronjob('created', 'restore-drill')
const drillSucceeded = cronjob('status_last_successful_time', 'restore-drill')
const healthyBackup = { [cronjob('created', 'postgres-backup')]: '0x500' }

const refused = (code: string, aMinute: number) => ({
  [`trpc_procedure_duration_seconds_count{${at},code="${code}"}`]: `0+${aMinute}x60`,
})
const answer = (kind: string) =>
  `http_request_duration_seconds_${kind}{${at},service="task-service",route="/trpc"`
/** So many of a hundred answers a minute are fast enough. */
const answers = (fast: number, minutes: number) => ({
  [`${answer('bucket')},le="0.25"}`]: `0+${fast}x${minutes}`,
  [`${answer('count')}}`]: `0+100x${minutes}`,
})
const disk = (data: number, log: number) => ({
  [`cnpg_pg_database_size_bytes{${at},pod="postgres-1",datname="task_service_db"}`]: `${data}x30`,
  [`cnpg_collector_pg_wal{${at},pod="postgres-1",value="size"}`]: `${log}x30`,
})
const behind = (values: string) => ({
  [`feed_behind_seconds{${at},service="file-service",feed="tasks"}`]: values,
})
const letters = (sent: string) => ({
  [`letters{${at},service="user-service",state="waiting"}`]: '2x180',
  [`letters_sent_total{${at},service="user-service"}`]: sent,
})
const autoscaler = (metric: string) =>
  `kube_horizontalpodautoscaler_${metric}{${at},horizontalpodautoscaler="task-service"}`
const autoscaled = (now: number, most: number) => ({
  [autoscaler('status_current_replicas')]: `${now}x90`,
  [autoscaler('spec_max_replicas')]: `${most}x90`,
})

/** What happens minute by minute (half-hour by half-hour where days pass), in promtool's notation, and whether the alert fires at `minute`. */
export const cases: [string, string, Record<string, string>, number, boolean][] = [
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
  [
    'GatewayErrorBudgetSlow',
    'seven of a thousand requests fail for seven hours',
    { [requests(200)]: '0+993x420', [requests(500)]: '0+7x420' },
    420,
    true,
  ],
  ['AnswersSlow', 'six of ten answers take longer', answers(40, 120), 90, true],
  ['AnswersSlow', 'one of ten answers takes longer', answers(90, 120), 90, false],
  [
    'AnswersSlowBudget',
    'a third of the answers takes longer for hours',
    answers(65, 420),
    420,
    true,
  ],
  [
    'MetricsMissing',
    'a pod answers no more',
    { [`up{${at},job="task-service"}`]: '1x5 0x20' },
    15,
    true,
  ],
  [
    'PodCrashLoop',
    'a container starts five times in a row',
    { [`kube_pod_container_status_restarts_total{${at},pod="a"}`]: '0x10 1 2 3 4 5x30' },
    25,
    true,
  ],
  [
    'RolloutStuck',
    'a release makes no progress',
    {
      [`kube_deployment_status_condition{${at},condition="Progressing",status="false"}`]:
        '0x5 1x20',
    },
    10,
    true,
  ],
  [
    'MigrationFailed',
    'the Job of a migration has failed',
    { [`kube_job_status_failed{${at},job_name="user-service-migrate-1a2b"}`]: '0x3 1x20' },
    10,
    true,
  ],
  [
    'IndexInvalid',
    'building an index has failed',
    { [`database_invalid_indexes{${at},service="task-service"}`]: '1x60' },
    40,
    true,
  ],
  [
    'IndexInvalid',
    'an index is built for ten minutes',
    { [`database_invalid_indexes{${at},service="task-service"}`]: '0x10 1x10 0x40' },
    40,
    false,
  ],
  [
    'EventParked',
    'one event is set aside',
    { [`events_parked_total{${at}}`]: '0x10 1x30' },
    20,
    true,
  ],
  [
    'WebhooksWaiting',
    'the oldest delivery waits for seven minutes',
    { [`webhook_queue_age_seconds{${at}}`]: '420x20' },
    10,
    true,
  ],
  [
    'EventLogLostEnd',
    'a log began anew',
    { [`feed_restarts_total{${at}}`]: '0x10 1x30' },
    20,
    true,
  ],
  ['FileCorrupt', 'one file is damaged', { [`files_corrupt_total{${at}}`]: '0x10 1x30' }, 20, true],
  [
    'DatabaseUnavailable',
    'a call a second is refused',
    refused('SERVICE_UNAVAILABLE', 60),
    15,
    true,
  ],
  [
    'DatabaseUnavailable',
    'a call in a minute is refused',
    refused('SERVICE_UNAVAILABLE', 1),
    15,
    false,
  ],
  [
    'SignInThrottled',
    'two calls a second are refused',
    refused('TOO_MANY_REQUESTS', 120),
    30,
    true,
  ],
  [
    'PostgresReplicaLag',
    'a replica is a minute behind',
    { [`cnpg_pg_replication_lag{${at},pod="postgres-2"}`]: '60x20' },
    10,
    true,
  ],
  ['FeedBehind', 'a follower sees no end for ten minutes', behind('0+60x20'), 12, true],
  ['FeedBehind', 'a quiet follower looks every two seconds', behind('2x20'), 12, false],
  ['LettersNotSent', 'two letters wait for three hours', letters('0x180'), 180, true],
  ['LettersNotSent', 'one waits, and others are sent', letters('0+1x180'), 180, false],
  ['PostgresDiskFull', 'databases and log take nine tenths', disk(500, 400), 20, true],
  ['PostgresDiskFull', 'databases and log take half', disk(300, 200), 20, false],
  [
    'CertificateExpires',
    'it ends in ten days',
    { [`certmanager_certificate_expiration_timestamp_seconds{${at}}`]: '864000x100' },
    90,
    true,
  ],
  ['AutoscalerAtMaximum', 'three of three pods for an hour', autoscaled(3, 3), 60, true],
  ['AutoscalerAtMaximum', 'two of three pods', autoscaled(2, 3), 60, false],
  [
    'QuotaNearlyUsed',
    'nineteen of twenty pods',
    {
      [`kube_resourcequota{${at},resource="pods",type="used"}`]: '19x40',
      [`kube_resourcequota{${at},resource="pods",type="hard"}`]: '20x40',
    },
    30,
    true,
  ],
  [
    'LogsNotShipped',
    'lines have waited for ten minutes',
    { [`log_caught_up_timestamp_seconds{${at}}`]: '0x40' },
    20,
    true,
  ],
  [
    'LogsNotShipped',
    'nothing waits',
    { [`log_caught_up_timestamp_seconds{${at}}`]: '0+60x40' },
    20,
    false,
  ],
]
