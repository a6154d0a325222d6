import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { dashboardsOf } from './dashboards.ts'

const labels = { 'app.kubernetes.io/part-of': 'taskmate' }

/** What people look at who have Grafana: one ConfigMap per dashboard, which its sidecar finds by the label. */
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
