import { dashboard, type Panel } from './dashboard.ts'

/** File name → dashboard, for one namespace. */
export function dashboardsOf(namespace: string): Record<string, string> {
  const at = `namespace="${namespace}"`
  const boards: [string, string, Panel[]][] = [
    ['overview', 'Overview', overview(at)],
    ['gateway', 'Gateway', gateway(at)],
    ['tasks', 'Tasks and event log', tasks(at)],
    ['postgres', 'PostgreSQL', postgres(at)],
    ['redis', 'Redis', redis(at)],
    ['node', 'Node runtime', node(at)],
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

const overview = (at: string) => [
  panel('Requests', 'reqps', { '{{service}}': rate(`${http}_count`, at, 'service') }),
  panel('Failed requests', 'percentunit', {
    '{{service}}': `(${rate(`${http}_count`, `${at},status=~"5.."`, 'service')} or 0 * ${rate(`${http}_count`, at, 'service')}) / ${rate(`${http}_count`, at, 'service')}`,
  }),
  panel('Time of answers, p95', 's', {
    '{{service}}': quantile(http, `${at},route!="/"`, 'service', 0.95),
  }),
  panel('Ready pods', 'short', {
    '{{deployment}}': `kube_deployment_status_replicas_available{${at}}`,
  }),
  panel('CPU', 'short', {
    '{{pod}} {{container}}': rate('process_cpu_seconds_total', at, 'pod, container'),
  }),
  panel('Memory', 'bytes', {
    '{{pod}} {{container}}': `process_resident_memory_bytes{${at}}`,
  }),
]

const gateway = (at: string) => {
  const own = `${at},service="frontend-service"`
  return [
    panel('Requests by route', 'reqps', { '{{route}}': rate(`${http}_count`, own, 'route') }),
    panel('Answers by status', 'reqps', { '{{status}}': rate(`${http}_count`, own, 'status') }),
    panel('Time by route, p50', 's', { '{{route}}': quantile(http, own, 'route', 0.5) }),
    panel('Time by route, p99', 's', { '{{route}}': quantile(http, own, 'route', 0.99) }),
    panel('Own procedures', 'reqps', { '{{path}}': rate(`${procedures}_count`, own, 'path') }),
    panel('Refused procedures', 'reqps', {
      '{{path}} {{code}}': rate(`${procedures}_count`, `${own},code!="OK"`, 'path, code'),
    }),
  ]
}

const tasks = (at: string) => {
  const own = `${at},service="task-service"`
  return [
    panel('Procedures', 'reqps', { '{{path}}': rate(`${procedures}_count`, own, 'path') }),
    panel('Time of procedures, p95', 's', { '{{path}}': quantile(procedures, own, 'path', 0.95) }),
    panel('Refused', 'reqps', {
      '{{path}} {{code}}': rate(`${procedures}_count`, `${own},code!="OK"`, 'path, code'),
    }),
    panel('Calls by adapter', 'reqps', { '{{adapter}}': rate('trpc_calls_total', own, 'adapter') }),
    panel('Pulls of the event log', 'reqps', {
      '{{path}}': rate(`${procedures}_count`, `${own},path=~"events.*"`, 'path'),
    }),
    panel('Events set aside', 'short', {
      '{{service}}': `sum by (service) (events_parked_total{${at}})`,
    }),
  ]
}

const postgres = (at: string) => [
  panel('Connections', 'short', {
    '{{usename}}': `sum by (usename) (cnpg_backends_total{${at}})`,
    allowed: `max(cnpg_pg_settings_setting{${at},name="max_connections"})`,
  }),
  panel('Transactions', 'ops', {
    '{{datname}} committed': rate('cnpg_pg_stat_database_xact_commit', at, 'datname'),
    '{{datname}} rolled back': rate('cnpg_pg_stat_database_xact_rollback', at, 'datname'),
  }),
  panel('Replica behind', 's', { '{{pod}}': `cnpg_pg_replication_lag{${at}}` }),
  panel('Size', 'bytes', {
    '{{datname}}': `max by (datname) (cnpg_pg_database_size_bytes{${at}})`,
  }),
  panel('Log not yet archived', 'short', {
    '{{pod}}': `cnpg_collector_pg_wal_archive_status{${at},value="ready"}`,
  }),
  panel('Disk in use', 'bytes', {
    '{{pod}} databases': `sum by (pod) (cnpg_pg_database_size_bytes{${at}})`,
    '{{pod}} log': `max by (pod) (cnpg_collector_pg_wal{${at},value="size"})`,
  }),
]

const redis = (at: string) => [
  panel('Role', 'short', { '{{pod}} {{role}}': `redis_instance_info{${at}}` }),
  panel('Commands', 'ops', { '{{pod}}': rate('redis_commands_processed_total', at, 'pod') }),
  panel('Memory', 'bytes', {
    '{{pod}}': `redis_memory_used_bytes{${at}}`,
    '{{pod}} limit': `redis_memory_max_bytes{${at}}`,
  }),
  panel('Clients', 'short', { '{{pod}}': `redis_connected_clients{${at}}` }),
  panel('Keys evicted and expired', 'ops', {
    'evicted {{pod}}': rate('redis_evicted_keys_total', at, 'pod'),
    'expired {{pod}}': rate('redis_expired_keys_total', at, 'pod'),
  }),
  panel('Keys', 'short', { '{{pod}}': `sum by (pod) (redis_db_keys{${at}})` }),
]

const node = (at: string) => [
  panel('Event loop behind, p99', 's', { '{{pod}}': `nodejs_eventloop_lag_p99_seconds{${at}}` }),
  panel('Heap in use', 'bytes', { '{{pod}}': `nodejs_heap_size_used_bytes{${at}}` }),
  panel('Resident memory', 'bytes', { '{{pod}}': `process_resident_memory_bytes{${at}}` }),
  panel('Garbage collection', 'percentunit', {
    '{{pod}} {{kind}}': rate('nodejs_gc_duration_seconds_sum', at, 'pod, kind'),
  }),
  panel('CPU', 'short', { '{{pod}}': rate('process_cpu_seconds_total', at, 'pod') }),
  panel('Open handles', 'short', { '{{pod}}': `nodejs_active_handles_total{${at}}` }),
]
