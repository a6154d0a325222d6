import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor'
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'
import { ApiObject } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { services } from '../../services/catalog.ts'
import { alertsOf, runbookOf } from './alerts.ts'
import { dashboardsOf } from './dashboards.ts'

const labels = { 'app.kubernetes.io/part-of': 'taskmate' }

/** Name of a Service → its ports that serve metrics. */
const scraped: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(services.map(({ name }) => [name, ['metrics']])),
  redis: ['metrics'],
  collector: ['metrics', 'job-metrics'],
  alloy: ['metrics'],
}

/** What Prometheus reads, every 30 s. */
export class Scraping extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    for (const [name, ports] of Object.entries(scraped)) {
      const monitor: IServiceMonitor = {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
        metadata: { name, labels },
        spec: {
          selector: { matchLabels: { app: name } },
          endpoints: ports.map((port) => ({ port, interval: '30s', scrapeTimeout: '10s' })),
        },
      }
      new ApiObject(this, name, monitor)
    }
    const postgres: IPodMonitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'postgres', labels },
      spec: {
        selector: { matchLabels: { 'cnpg.io/cluster': 'postgres' } },
        podMetricsEndpoints: [{ port: 'metrics', interval: '30s' }],
      },
    }
    new ApiObject(this, 'postgres', postgres)
  }
}

export interface AlertingProps {
  readonly namespace: string
  /** Web address of the repository that holds the runbooks. */
  readonly repository: string
}

/** What calls a person, each alert with a runbook. */
export class Alerting extends Construct {
  constructor(scope: Construct, id: string, props: AlertingProps) {
    super(scope, id)
    const rule: IPrometheusRule = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'taskmate', labels },
      spec: {
        groups: [
          {
            name: 'taskmate',
            rules: alertsOf(props.namespace).map((alert) => ({
              alert: alert.name,
              expr: alert.expr,
              for: alert.for,
              labels: { severity: alert.severity },
              annotations: {
                summary: alert.summary,
                runbook_url: `${props.repository}/blob/main/docs/runbooks/${runbookOf(alert.name)}.md`,
              },
            })),
          },
        ],
      },
    }
    new ApiObject(this, 'rules', rule)
  }
}

/** What people look at: one ConfigMap per dashboard, which Grafana's sidecar finds by its label. */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, props: { namespace: string }) {
    super(scope, id)
    for (const [name, json] of Object.entries(dashboardsOf(props.namespace)))
      new k8s.KubeConfigMap(this, name, {
        metadata: { name: `dashboard-${name}`, labels: { ...labels, grafana_dashboard: '1' } },
        data: { [`${name}.json`]: json },
      })
  }
}
