import { Yaml } from 'cdk8s'
import { Construct } from 'constructs'
import type { Alerting } from '../environments/environment.ts'
import {
  apiServerConnection,
  app,
  type Connection,
  namespace,
  usersOf,
  webConnection,
} from '../network/network-policies.ts'
import { BackingPod } from '../workloads/backing-pod.ts'
import { budgets } from '../workloads/pod.ts'
import { alertmanagerConfig, alertSecrets } from './alertmanager.ts'
import { alertsOf, runbookOf } from './alerts.ts'
import { ReaderRole } from './reader-role.ts'
import { METRICS_PORTS, prometheus, type WatchingProps } from './watching.ts'

export interface MetricsProps extends WatchingProps {
  /** Web address of the repository that holds the runbooks. */
  readonly repository: string
  readonly alerting: Alerting
  /** Size of each volume of PostgreSQL, `20Gi`; undefined where somebody else runs it. */
  readonly postgresStorage: string | undefined
  /** Namespace of cert-manager; undefined where none issues any. */
  readonly certificates?: string
}

const PORT = 9090

/** Where figures are asked for, and where Jobs send theirs: they live too briefly to be read. */
export const prometheusConnection: Connection = { peers: [prometheus], ports: [PORT] }
export const PROMETHEUS_URL = `http://prometheus:${PORT}`
export const JOB_METRICS_URL = `${PROMETHEUS_URL}/api/v1/otlp/v1/metrics`

/** Reads every pod's metrics, and what Kubernetes says of the namespace; tells people what is wrong. It sees this
 *  namespace and nothing else of the cluster. */
export class Metrics extends Construct {
  constructor(scope: Construct, id: string, props: MetricsProps) {
    super(scope, id)
    const name = 'prometheus'
    const { images, alerting } = props
    new BackingPod(this, name, {
      ...props,
      image: images.other('prometheus'),
      component: 'metrics',
      args: [
        `--config.file=/etc/${name}/prometheus.yaml`,
        '--storage.tsdb.path=/prometheus/metrics',
        '--storage.tsdb.retention.time=15d',
        '--storage.tsdb.retention.size=8GB',
        '--web.enable-otlp-receiver',
        '--enable-feature=exemplar-storage',
      ],
      files: {
        'prometheus.yaml': Yaml.stringify(prometheusConfig(props)),
        'rules.yaml': Yaml.stringify(rulesOf(props)),
        'alertmanager.yaml': Yaml.stringify(alertmanagerConfig),
      },
      ports: { web: PORT },
      health: { path: '/-/ready', port: 'web' },
      data: { path: '/prometheus', size: '10Gi', kept: true },
      resources: budgets('100m', '192Mi', '1', '512Mi'),
      beside: {
        alertmanager: {
          image: images.other('alertmanager'),
          args: [
            `--config.file=/etc/${name}/alertmanager.yaml`,
            '--storage.path=/prometheus/alerts',
            // There is no other one to agree with.
            '--cluster.listen-address=',
          ],
          ports: { 'alerts-web': 9093 },
          health: { path: '/-/ready', port: 'alerts-web' },
          resources: budgets('10m', '32Mi', '100m', '96Mi'),
          mounts: [alertSecrets],
        },
        'kube-state-metrics': {
          image: images.other('kube-state-metrics'),
          args: [
            `--namespaces=${props.namespace}`,
            `--resources=${watched.flatMap(({ resources }) => resources).join(',')}`,
            '--port=8080',
            '--telemetry-port=8081',
          ],
          ports: { 'kube-state': 8080, 'kube-health': 8081 },
          health: { path: '/readyz', port: 'kube-health' },
          resources: budgets('10m', '32Mi', '100m', '96Mi'),
        },
      },
      ingress: [
        { peers: [app('postgres-backup'), app('restore-drill')], ports: ['web'] },
        { peers: usersOf('prometheus').map(app), ports: ['web'] },
        { peers: [namespace(props.monitoringNamespace)], ports: ['web', 'alerts-web'] },
      ],
      egress: [
        { peers: [{ podSelector: {} }], ports: scrapedPorts },
        apiServerConnection(props.apiServer),
        alerting.network
          ? {
              peers: [{ ipBlock: { cidr: alerting.network.cidr } }],
              ports: [alerting.network.port],
            }
          : webConnection,
        ...(props.certificates
          ? [{ peers: [namespace(props.certificates)], ports: [CERTIFICATES_PORT] }]
          : []),
      ],
      token: true,
      exceptions: { 'no-token': 'asks the API server which pods there are, and how they are' },
    })
    new ReaderRole(this, name, {
      namespace: props.namespace,
      rules: watched.map(({ apiGroup, resources }) => ({
        apiGroups: [apiGroup],
        resources: [...resources],
        verbs: ['get', 'list', 'watch'],
      })),
    })
  }
}

/** What kube-state-metrics tells of. */
const watched = [
  { apiGroup: '', resources: ['pods', 'resourcequotas'] },
  { apiGroup: 'apps', resources: ['deployments'] },
  { apiGroup: 'batch', resources: ['jobs', 'cronjobs'] },
  { apiGroup: 'autoscaling', resources: ['horizontalpodautoscalers'] },
] as const

/** Every port of this namespace that has metrics. */
const scrapedPorts = [9464, 9187, 9121, 9428, 8888]
const CERTIFICATES_PORT = 9402

function prometheusConfig({ namespace: own, certificates }: MetricsProps) {
  const from = (meta: string, target: string) => ({
    source_labels: [`__meta_kubernetes_${meta}`],
    target_label: target,
  })
  const keep = (meta: string, regex: string) => ({
    source_labels: [`__meta_kubernetes_${meta}`],
    regex,
    action: 'keep',
  })
  return {
    // An exemplar is there within ten seconds of the answer that it belongs to.
    global: { scrape_interval: '5s', scrape_timeout: '4s', evaluation_interval: '15s' },
    rule_files: [`/etc/prometheus/rules.yaml`],
    alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:9093'] }] }] },
    scrape_configs: [
      {
        job_name: 'pods',
        kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [own] } }],
        relabel_configs: [
          keep('pod_container_port_name', METRICS_PORTS),
          keep('pod_phase', 'Running'),
          from('pod_label_app', 'job'),
          from('namespace', 'namespace'),
          from('pod_name', 'pod'),
          from('pod_container_name', 'container'),
        ],
      },
      {
        job_name: 'kube-state-metrics',
        honor_labels: true,
        scrape_interval: '15s',
        static_configs: [{ targets: ['127.0.0.1:8080'], labels: { namespace: own } }],
      },
      ...(certificates
        ? [
            {
              job_name: 'cert-manager',
              honor_labels: true,
              scrape_interval: '60s',
              static_configs: [
                {
                  targets: [`cert-manager.${certificates}.svc:${CERTIFICATES_PORT}`],
                  labels: { namespace: own },
                },
              ],
              // A chart may have been told of no namespace.
              relabel_configs: [
                {
                  source_labels: ['__address__'],
                  regex: 'cert-manager[.][^.]+[.]svc:.*',
                  action: 'keep',
                },
              ],
              metric_relabel_configs: [
                {
                  source_labels: ['__name__', 'namespace'],
                  regex: `certmanager_certificate_expiration_timestamp_seconds;${own}`,
                  action: 'keep',
                },
              ],
            },
          ]
        : []),
    ],
  }
}

/** Where the runbooks can be read. */
export const runbooksIn = (repository: string) => `${repository}/blob/main/docs/runbooks`

/** What calls a person, each with a runbook. */
const rulesOf = ({ namespace: own, postgresStorage, repository }: MetricsProps) => ({
  groups: [
    {
      name: 'taskmate',
      rules: alertsOf(own, postgresStorage).map((alert) => ({
        alert: alert.name,
        expr: alert.expr,
        for: alert.for,
        labels: { severity: alert.severity },
        annotations: {
          summary: alert.summary,
          runbook_url: `${runbooksIn(repository)}/${runbookOf(alert.name)}.md`,
        },
      })),
    },
  ],
})
