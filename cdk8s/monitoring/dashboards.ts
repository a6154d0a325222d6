import { dashboard, type Panel } from './dashboard.ts'

/** File name → dashboard, for one namespace: each answers one question of who is on call. */
export function dashboardsOf(namespace: string): Record<string, string> {
  const at = `namespace="${namespace}"`
  const boards: [string, string, Panel[]][] = [
    ['up', 'Is it up?', up(at)],
    ['slow', 'Is it slow?', slow(at)],
    ['hurt', 'Who is hurt?', hurt(at)],
    ['changed', 'What changed?', changed(at)],
    ['waiting', 'What waits?', waiting(at)],
    ['data', 'Data', data(at)],
  ]
  return Object.fromEntries(
    boards.map(([name, title, panels]) => [name, dashboard(name, title, panels)]),
  )
}

const panel = (title: string, unit: Panel['unit'], queries: Panel['queries']): Panel => ({
  title,
  unit,
  queries,
})

const rate = (metric: string, labels: string, by: string) =>
  `sum by (${by}) (rate(${metric}{${labels}}[5m]))`

const quantile = (metric: string, labels: string, by: string, q: number) =>
  `histogram_quantile(${q}, sum by (le, ${by}) (rate(${metric}_bucket{${labels}}[5m])))`

const http = 'http_request_duration_seconds'
const procedures = 'trpc_procedure_duration_seconds'

const up = (at: string) => [
  panel('Ready pods', 'short', {
    '{{deployment}}': `kube_deployment_status_replicas_available{${at}}`,
  }),
  panel('Failed requests', 'percentunit', {
    '{{service}}': `(${rate(`${http}_count`, `${at},status=~"5.."`, 'service')} or 0 * ${rate(`${http}_count`, at, 'service')}) / ${rate(`${http}_count`, at, 'service')}`,
  }),
  panel('Metrics that can be read', 'short', { '{{job}}': `min by (job) (up{${at}})` }),
  panel('Containers that started again', 'short', {
    '{{pod}} {{container}}': `increase(kube_pod_container_status_restarts_total{${at}}[30m])`,
  }),
  panel('PostgreSQL: replica behind', 's', { '{{pod}}': `cnpg_pg_replication_lag{${at}}` }),
  panel('Redis: role', 'short', { '{{pod}} {{role}}': `redis_instance_info{${at}}` }),
  panel('Reads of sessions', 'reqps', {
    '{{outcome}}': rate('session_reads_total', at, 'outcome'),
  }),
]

const slow = (at: string) => [
  panel('Answers, p50', 's', { '{{service}}': quantile(http, `${at},route!="/"`, 'service', 0.5) }),
  panel('Answers, p95', 's', {
    '{{service}}': quantile(http, `${at},route!="/"`, 'service', 0.95),
  }),
  panel('The ten slowest procedures, p95', 's', {
    '{{service}} {{path}}': `topk(10, ${quantile(procedures, `${at},path!~"events.news|feed.news|live.events"`, 'service, path', 0.95)})`,
  }),
  panel('Time by route of the gateway, p99', 's', {
    '{{route}}': quantile(http, `${at},service="frontend-service"`, 'route', 0.99),
  }),
  panel('In browsers: largest paint, p75', 's', {
    '{{screen}}': quantile('page_vital_seconds', `${at},vital="lcp"`, 'screen', 0.75),
  }),
  panel('In browsers: click or key to paint, p75', 's', {
    '{{screen}}': quantile('page_vital_seconds', `${at},vital="inp"`, 'screen', 0.75),
  }),
  panel('Event loop behind, p99', 's', { '{{pod}}': `nodejs_eventloop_lag_p99_seconds{${at}}` }),
  panel('Garbage collection', 'percentunit', {
    '{{pod}} {{kind}}': rate('nodejs_gc_duration_seconds_sum', at, 'pod, kind'),
  }),
  panel('Statements waiting for a connection', 'short', {
    '{{service}} {{pool}}': `sum by (service, pool) (database_pool_waiting{${at}})`,
  }),
  panel('Calls waiting for their share', 'short', {
    '{{service}} {{share}}': `sum by (service, share) (shares_in_use{${at},state="waiting"})`,
  }),
]

const hurt = (at: string) => [
  panel('People with a live page', 'short', { people: `sum(live_people{${at}})` }),
  panel('Pages told to load anew', 'reqps', { pages: `sum(rate(live_resyncs_total{${at}}[5m]))` }),
  panel('Errors in browsers', 'reqps', { '{{screen}}': rate('page_errors_total', at, 'screen') }),
  panel('Layout shift in browsers, p75', 'short', {
    '{{screen}}': quantile('page_layout_shift', at, 'screen', 0.75),
  }),
  panel('Refused and failed calls of people', 'reqps', {
    '{{service}} {{path}} {{code}}': rate(
      `${procedures}_count`,
      `${at},code!="OK"`,
      'service, path, code',
    ),
  }),
  panel('Answers of the gateway by status', 'reqps', {
    '{{status}}': rate(`${http}_count`, `${at},service="frontend-service"`, 'status'),
  }),
  panel('Told to come back: share used up', 'reqps', {
    '{{service}} {{share}}': rate('shares_refused_total', at, 'service, share'),
  }),
  panel('Letters given up', 'short', { letters: `max(letters{${at},state="parked"})` }),
  panel('Webhooks failing', 'short', { webhooks: `max(webhooks_failing{${at}})` }),
  panel('Damaged files', 'short', { files: `sum(increase(files_corrupt_total{${at}}[1h]))` }),
]

const changed = (at: string) => [
  panel('Images that run', 'short', {
    '{{container}} {{image}}': `count by (container, image) (kube_pod_container_info{${at}})`,
  }),
  panel('Time since the process began', 's', {
    '{{pod}} {{container}}': `time() - process_start_time_seconds{${at}}`,
  }),
  panel('Requests', 'reqps', { '{{service}}': rate(`${http}_count`, at, 'service') }),
  panel('Requests by route of the gateway', 'reqps', {
    '{{route}}': rate(`${http}_count`, `${at},service="frontend-service"`, 'route'),
  }),
  panel('Pods wanted', 'short', { '{{deployment}}': `kube_deployment_spec_replicas{${at}}` }),
  panel('CPU', 'short', {
    '{{pod}} {{container}}': rate('process_cpu_seconds_total', at, 'pod, container'),
  }),
  panel('Memory', 'bytes', { '{{pod}} {{container}}': `process_resident_memory_bytes{${at}}` }),
  panel('Heap in use', 'bytes', { '{{pod}}': `nodejs_heap_size_used_bytes{${at}}` }),
]

const waiting = (at: string) => [
  panel('Followers behind the end of their feed', 's', {
    '{{service}} {{feed}}': `max by (service, feed) (feed_behind_seconds{${at}})`,
  }),
  panel('Pulls of the event log', 'reqps', {
    '{{path}}': rate(
      `${procedures}_count`,
      `${at},service="task-service",path=~"events.*"`,
      'path',
    ),
  }),
  panel('Events set aside', 'short', {
    '{{service}}': `sum by (service) (events_parked_total{${at}})`,
  }),
  panel('Live streams and what they are told', 'short', {
    streams: `sum(live_streams{${at}})`,
    'events a second': `sum(rate(live_events_total{${at}}[5m]))`,
  }),
  panel('Letters', 'short', { '{{state}}': `max by (state) (letters{${at}})` }),
  panel('Oldest webhook that is due', 's', { age: `max(webhook_queue_age_seconds{${at}})` }),
  panel('Connections to databases', 'short', {
    '{{service}} {{pool}} {{state}}': `sum by (service, pool, state) (database_pool_connections{${at}})`,
  }),
  panel('Shares in use', 'short', {
    '{{service}} {{share}} {{state}}': `sum by (service, share, state) (shares_in_use{${at}})`,
  }),
]

const data = (at: string) => [
  panel('PostgreSQL: connections', 'short', {
    '{{usename}}': `sum by (usename) (cnpg_backends_total{${at}})`,
    allowed: `max(cnpg_pg_settings_setting{${at},name="max_connections"})`,
  }),
  panel('PostgreSQL: transactions', 'ops', {
    '{{datname}} committed': rate('cnpg_pg_stat_database_xact_commit', at, 'datname'),
    '{{datname}} rolled back': rate('cnpg_pg_stat_database_xact_rollback', at, 'datname'),
  }),
  panel('PostgreSQL: log not yet archived', 'short', {
    '{{pod}}': `cnpg_collector_pg_wal_archive_status{${at},value="ready"}`,
  }),
  panel('PostgreSQL: disk in use', 'bytes', {
    '{{pod}} databases': `sum by (pod) (cnpg_pg_database_size_bytes{${at}})`,
    '{{pod}} log': `max by (pod) (cnpg_collector_pg_wal{${at},value="size"})`,
  }),
  panel('Redis: commands', 'ops', {
    '{{pod}}': rate('redis_commands_processed_total', at, 'pod'),
  }),
  panel('Redis: memory', 'bytes', {
    '{{pod}}': `redis_memory_used_bytes{${at}}`,
    '{{pod}} limit': `redis_memory_max_bytes{${at}}`,
  }),
  panel('Redis: keys evicted and expired', 'ops', {
    'evicted {{pod}}': rate('redis_evicted_keys_total', at, 'pod'),
    'expired {{pod}}': rate('redis_expired_keys_total', at, 'pod'),
  }),
  panel('Files: bytes a second', 'bytes', {
    received: `sum(rate(file_bytes_received_total{${at}}[5m]))`,
    sent: `sum(rate(file_bytes_sent_total{${at}}[5m]))`,
  }),
]
