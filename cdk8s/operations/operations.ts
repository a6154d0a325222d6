import type { Environment } from '../environments/environment.ts'
import type { Foundation } from '../foundation/foundation.ts'
import type { Folder } from '../layout-app.ts'
import { Dashboards } from '../monitoring/grafana.ts'
import { Logs } from '../monitoring/logs.ts'
import { JOB_METRICS_URL, Metrics, prometheusConnection } from '../monitoring/metrics.ts'
import { Jaeger } from '../monitoring/traces.ts'
import type { Connection } from '../network/network-policies.ts'
import type { Budgets } from '../workloads/pod.ts'
import { Gitops } from './gitops.ts'
import { LogicalBackups } from './logical-backups.ts'
import { PointInTimeBackups } from './point-in-time-backups.ts'
import { VerticalPodAutoscalers } from './vertical-pod-autoscaler.ts'

/** What watches, backs up and delivers an environment. */
export function buildOperations(
  folder: Folder,
  environment: Environment,
  { priorityClasses }: Foundation,
  postgres: Connection | undefined,
) {
  const { operations, images, namespace, name } = environment
  if (!operations) return
  const shared = {
    ...operations,
    images,
    namespace,
    monitoringNamespace: environment.monitoringNamespace,
    priorityClass: priorityClasses.service,
  }

  const { postgres: server } = environment
  new Metrics(folder.file('monitoring/prometheus'), 'metrics', {
    ...shared,
    postgresStorage: server.kind === 'operator' ? server.storage : undefined,
  })
  new Logs(folder.file('monitoring/logs'), 'logs', shared)
  new Jaeger(folder.file('monitoring/jaeger'), 'jaeger', shared)
  new Dashboards(folder.file('monitoring/dashboards'), 'dashboards', shared)
  if (operations.resourceAdvice)
    new VerticalPodAutoscalers(folder.file('monitoring/advice'), 'advice')

  const backups = folder.file('backups/postgres')
  const store = operations.backups
  if (environment.postgres.kind === 'operator')
    new PointInTimeBackups(backups, 'nightly', { store })
  new LogicalBackups(backups, 'dumps', {
    images,
    store,
    environment: name,
    postgres,
    metrics: { url: JOB_METRICS_URL, connection: prometheusConnection },
    namespace,
  })

  const kinds = folder.kinds()
  new Gitops(folder.file('gitops/application', { listed: false }), 'gitops', {
    ...shared,
    name,
    kinds,
  })
}

/** What all of the above asks for together, for the quota. */
export const operationsBudget: Budgets & { readonly pods: number } = {
  requests: { cpu: '1', memory: '2Gi', ephemeralStorage: '3Gi' },
  limits: { cpu: '4', memory: '5Gi', ephemeralStorage: '20Gi' },
  pods: 8,
}
