/** Something a person has to know. `expr` is PromQL over the metrics of one namespace; `for` is how long it has to hold. */
export interface Alert {
  readonly name: string
  readonly expr: string
  readonly for: string
  /** `page`: now, at night too. `ticket`: this week. */
  readonly severity: 'page' | 'ticket'
  readonly summary: string
}

const AVAILABILITY = 0.999
const FAST_ENOUGH = 0.95
const FAST_SECONDS = 0.25

/** `GatewayErrorBudgetFast` → `gateway-error-budget-fast`, the name of its runbook. */
export const runbookOf = (alert: string) =>
  alert.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

/** How fast an error budget burns decides who is called: 2 % of a month in an hour, 5 % in six hours. */
const burning = (ratio: (window: string) => string, goal: number) => ({
  fast: `${over(ratio('1h'), 14.4, goal)} and ${over(ratio('5m'), 14.4, goal)}`,
  slow: `${over(ratio('6h'), 6, goal)} and ${over(ratio('30m'), 6, goal)}`,
})

const over = (ratio: string, factor: number, goal: number) =>
  `(${ratio}) > ${Number((factor * (1 - goal)).toFixed(4))}`

/** @param postgresStorage size of each volume of PostgreSQL, `20Gi`; undefined where somebody else runs it */
export function alertsOf(namespace: string, postgresStorage: string | undefined): Alert[] {
  const at = `namespace="${namespace}"`
  const gateway = `http_request_duration_seconds_count{${at},service="frontend-service"`
  const failed = (window: string) =>
    `sum(rate(${gateway},status=~"5.."}[${window}])) / sum(rate(${gateway}}[${window}]))`
  const answers = `{${at},service!="frontend-service",route="/trpc"`
  const slow = (window: string) =>
    `1 - sum(rate(http_request_duration_seconds_bucket${answers},le="${FAST_SECONDS}"}[${window}])) / sum(rate(http_request_duration_seconds_count${answers}}[${window}]))`
  const errors = burning(failed, AVAILABILITY)
  const latency = burning(slow, FAST_ENOUGH)
  const procedures = (code: string) =>
    `sum(rate(trpc_procedure_duration_seconds_count{${at},code="${code}"}[5m]))`

  /** A Job that never succeeded has no time of its last success, and one that is not there has no series at all. */
  const notSince = (cronjob: string, hours: number) => {
    const of = `{${at},cronjob="${cronjob}"}`
    const succeeded = `kube_cronjob_status_last_successful_time${of}`
    return `time() - (${succeeded} or kube_cronjob_created${of} unless on(cronjob) ${succeeded}) > ${hours} * 3600 or absent(kube_cronjob_created${of})`
  }

  return [
    page(
      'GatewayErrorBudgetFast',
      errors.fast,
      '2m',
      'Requests fail so often that a month’s error budget is gone in two days',
    ),
    ticket('GatewayErrorBudgetSlow', errors.slow, '15m', 'Requests fail more often than promised'),
    // 14.4 times the budget would be more than all requests: half of them slow is bad enough.
    page(
      'AnswersSlow',
      `(${slow('1h')}) > 0.5 and (${slow('5m')}) > 0.5`,
      '5m',
      'Half of the answers take longer than 250 ms',
    ),
    ticket(
      'AnswersSlowBudget',
      latency.slow,
      '15m',
      'More answers than promised take longer than 250 ms',
    ),
    page(
      'ServiceDown',
      `kube_deployment_status_replicas_available{${at},deployment=~".*-service"} == 0`,
      '1m',
      'No pod of a service is ready',
    ),
    page('MetricsMissing', `up{${at}} == 0`, '5m', 'Prometheus cannot read a pod’s metrics'),
    ticket(
      'PodCrashLoop',
      `increase(kube_pod_container_status_restarts_total{${at}}[30m]) > 3`,
      '5m',
      'A container starts again and again',
    ),
    page(
      'RolloutStuck',
      `kube_deployment_status_condition{${at},condition="Progressing",status="false"} == 1`,
      '1m',
      'A release does not get ready; the old pods keep serving',
    ),
    page(
      'MigrationFailed',
      `kube_job_status_failed{${at},job_name=~".*-migrate(-.*)?"} > 0`,
      '1m',
      'A migration failed; new pods wait for it',
    ),
    ticket(
      'IndexInvalid',
      `max by (service) (database_invalid_indexes{${at}}) > 0`,
      '30m',
      'An index is kept up to date and never read: building it failed',
    ),
    page(
      'EventLogNotPulled',
      `sum(rate(trpc_procedure_duration_seconds_count{${at},service="task-service",path=~"events.(pull|news)"}[10m])) == 0`,
      '10m',
      'Nobody pulls the event log: reports and file rights stand still',
    ),
    page(
      'FeedBehind',
      `max by (service, feed) (feed_behind_seconds{${at}}) > 120`,
      '5m',
      'A service does not get to the end of what another one tells it: rights that were taken away may still count there',
    ),
    ticket(
      'LettersNotSent',
      `max(letters{${at},state="waiting"}) > 0 and sum(increase(letters_sent_total{${at}}[1h])) == 0`,
      '1h',
      'Letters wait and none has been sent for an hour: people wait for links that do not come',
    ),
    ticket(
      'EventParked',
      `increase(events_parked_total{${at}}[1h]) > 0`,
      '1m',
      'A consumer could not apply an event and set it aside',
    ),
    ticket(
      'WebhooksWaiting',
      `max(webhook_queue_age_seconds{${at}}) > 300`,
      '5m',
      'Deliveries of webhooks are due and no sender takes them',
    ),
    ticket(
      'EventLogLostEnd',
      `increase(feed_restarts_total{${at}}[1h]) > 0`,
      '1m',
      'A log no longer holds what its followers had applied: a database was restored, or a fail-over lost writes',
    ),
    ticket(
      'FileCorrupt',
      `increase(files_corrupt_total{${at}}[1h]) > 0`,
      '1m',
      'A stored file does not have the bytes that were uploaded',
    ),
    page(
      'DatabaseUnavailable',
      `${procedures('SERVICE_UNAVAILABLE')} > 0.1`,
      '2m',
      'Services cannot reach their database or run out of connections',
    ),
    ticket(
      'SignInThrottled',
      `${procedures('TOO_MANY_REQUESTS')} > 1`,
      '10m',
      'Unusually many sign-ins are refused: somebody may be guessing passwords',
    ),
    ticket(
      'PostgresReplicaLag',
      `cnpg_pg_replication_lag{${at}} > 30`,
      '5m',
      'A PostgreSQL replica is behind by more than 30 s',
    ),
    ...(postgresStorage
      ? [
          page(
            'PostgresDiskFull',
            `sum by (pod) (cnpg_pg_database_size_bytes{${at}}) + on(pod) max by (pod) (cnpg_collector_pg_wal{${at},value="size"}) > 0.85 * ${postgresStorage.replace('Gi', ' * 1024 ^ 3')}`,
            '10m',
            'PostgreSQL has less than 15 % of its disk left',
          ),
        ]
      : []),
    page(
      'RedisWithoutMaster',
      `sum(redis_instance_info{${at},role="master"}) < 1 or absent(redis_instance_info{${at}})`,
      '1m',
      'Redis has no master, or is not there at all: nobody can sign in',
    ),
    page(
      'BackupTooOld',
      notSince('postgres-backup', 26),
      '5m',
      'The newest backup is older than 26 hours, or there never was one',
    ),
    page(
      'RestoreDrillFailed',
      `min(last_over_time(backup_last_restore_ok{${at}}[8d])) == 0 or kube_job_status_failed{${at},job_name=~"restore-drill-.*"} > 0 or ${notSince('restore-drill', 8 * 24)}`,
      '1m',
      'The newest backup could not be restored, or nobody has tried for 8 days',
    ),
    ticket(
      'LogsNotShipped',
      `time() - log_caught_up_timestamp_seconds{${at}} > 300`,
      '5m',
      'Log lines wait, or nobody reads them: what happens now can only be read with kubectl',
    ),
    ticket(
      'CertificateExpires',
      `certmanager_certificate_expiration_timestamp_seconds{${at}} - time() < 14 * 86400`,
      '1h',
      'The certificate ends in less than 14 days',
    ),
    ticket(
      'AutoscalerAtMaximum',
      `kube_horizontalpodautoscaler_status_current_replicas{${at}} == on(horizontalpodautoscaler) kube_horizontalpodautoscaler_spec_max_replicas{${at}}`,
      '30m',
      'A service runs as many pods as it may',
    ),
    ticket(
      'QuotaNearlyUsed',
      `kube_resourcequota{${at},type="used"} / ignoring(type) (kube_resourcequota{${at},type="hard"} > 0) > 0.9`,
      '15m',
      'The namespace uses more than 90 % of its quota',
    ),
  ]
}

const page = (name: string, expr: string, holds: string, summary: string): Alert => ({
  name,
  expr,
  for: holds,
  severity: 'page',
  summary,
})

const ticket = (name: string, expr: string, holds: string, summary: string): Alert => ({
  ...page(name, expr, holds, summary),
  severity: 'ticket',
})
