import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { stringify } from 'yaml'
import type { ApiServer, ObjectStore } from '../environments/environment.ts'
import { app, bucketConnection, namespace } from '../network/network-policies.ts'
import type { Images } from '../release/images.ts'
import { BackingPod } from '../workloads/backing-pod.ts'
import type { Budgets } from '../workloads/pod.ts'

export interface LogsProps {
  readonly images: Images
  readonly namespace: string
  readonly monitoringNamespace: string
  readonly priorityClass: string
  /** Where log chunks lie. */
  readonly bucket: ObjectStore
  readonly apiServer: ApiServer
}

const budget: Budgets = {
  requests: { cpu: '100m', memory: '256Mi', ephemeralStorage: '64Mi' },
  limits: { cpu: '500m', memory: '768Mi', ephemeralStorage: '512Mi' },
}
const PORT = 3100

/** Keeps logs for 30 days in an object store. */
export class Loki extends Construct {
  constructor(scope: Construct, id: string, props: LogsProps) {
    super(scope, id)
    new BackingPod(this, 'loki', {
      ...props,
      image: props.images.other('loki'),
      component: 'logs',
      args: ['-config.file=/etc/loki/loki.yaml', '-config.expand-env=true'],
      files: { 'loki.yaml': stringify(lokiConfig(props.bucket)) },
      ports: { 'http-loki': PORT },
      health: { path: '/ready', port: 'http-loki' },
      data: { path: '/loki', size: '10Gi', kept: true },
      resources: budget,
      env: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'].map((key) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: 'loki-secrets', key } },
      })),
      ingress: [
        { peers: [app('alloy'), namespace(props.monitoringNamespace)], ports: ['http-loki'] },
      ],
      egress: [bucketConnection(props.bucket)],
    })
  }
}

const lokiConfig = ({ bucket, endpoint, region }: ObjectStore) => ({
  auth_enabled: false,
  server: { http_listen_port: PORT },
  common: {
    path_prefix: '/loki',
    replication_factor: 1,
    ring: { kvstore: { store: 'inmemory' } },
    storage: {
      s3: {
        bucketnames: bucket,
        endpoint,
        region,
        s3forcepathstyle: true,
        access_key_id: `\${S3_ACCESS_KEY_ID}`,
        secret_access_key: `\${S3_SECRET_ACCESS_KEY}`,
      },
    },
  },
  schema_config: {
    configs: [
      {
        from: '2026-01-01',
        store: 'tsdb',
        object_store: 's3',
        schema: 'v13',
        index: { prefix: 'index_', period: '24h' },
      },
    ],
  },
  limits_config: { retention_period: '720h', allow_structured_metadata: true },
  compactor: {
    working_directory: '/loki/compactor',
    retention_enabled: true,
    delete_request_store: 's3',
  },
  analytics: { reporting_enabled: false },
})

/** Reads the logs of this namespace's pods through the API server: no access to the host, no root. */
export class Alloy extends Construct {
  constructor(scope: Construct, id: string, props: LogsProps) {
    super(scope, id)
    const name = 'alloy'
    new BackingPod(this, name, {
      ...props,
      image: props.images.other('alloy'),
      component: 'logs',
      args: [
        'run',
        '/etc/alloy/config.alloy',
        '--storage.path=/var/lib/alloy',
        '--server.http.listen-addr=0.0.0.0:12345',
        '--disable-reporting',
      ],
      files: { 'config.alloy': alloyConfig(props.namespace) },
      ports: { metrics: 12_345 },
      health: { path: '/-/ready', port: 'metrics' },
      data: { path: '/var/lib/alloy', size: '128Mi', kept: false },
      resources: budget,
      ingress: [{ peers: [namespace(props.monitoringNamespace)], ports: ['metrics'] }],
      egress: [
        { peers: [app('loki')], ports: [PORT] },
        { peers: [{ ipBlock: { cidr: props.apiServer.cidr } }], ports: [props.apiServer.port] },
      ],
      token: true,
      exceptions: { 'no-token': 'reads pod logs through the API server instead of the host' },
    })
    const metadata = { name, labels: { app: name, 'app.kubernetes.io/part-of': 'taskmate' } }
    new k8s.KubeRole(this, 'role', {
      metadata,
      rules: [
        { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
      ],
    })
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: props.namespace }],
    })
  }
}

const alloyConfig = (namespaceName: string) => `discovery.kubernetes "pods" {
  role = "pod"
  namespaces { names = ["${namespaceName}"] }
}

discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
  rule {
    source_labels = ["__meta_kubernetes_pod_label_app"]
    target_label  = "app"
  }
  rule {
    source_labels = ["__meta_kubernetes_pod_container_name"]
    target_label  = "container"
  }
  rule {
    source_labels = ["__meta_kubernetes_pod_name"]
    target_label  = "pod"
  }
}

loki.source.kubernetes "pods" {
  targets    = discovery.relabel.pods.output
  forward_to = [loki.process.json.receiver]
}

loki.process "json" {
  stage.json { expressions = { level = "level", requestId = "requestId", traceId = "trace_id" } }
  stage.labels { values = { level = "" } }
  stage.structured_metadata { values = { requestId = "", traceId = "" } }
  forward_to = [loki.write.loki.receiver]
}

loki.write "loki" {
  endpoint { url = "http://loki:${PORT}/loki/api/v1/push" }
}
`
