import { Construct } from 'constructs'
import { stringify } from 'yaml'
import { services } from '../../services/catalog.ts'
import { app, type Connection, namespace } from '../network/network-policies.ts'
import type { Images } from '../release/images.ts'
import { BackingPod } from '../workloads/backing-pod.ts'
import type { Budgets } from '../workloads/pod.ts'

export interface CollectingProps {
  readonly images: Images
  readonly monitoringNamespace: string
  readonly priorityClass: string
}

export const OTLP_PORT = 4318

export const tracesConnection: Connection = { peers: [app('collector')], ports: [OTLP_PORT] }

const budget: Budgets = {
  requests: { cpu: '100m', memory: '256Mi', ephemeralStorage: '64Mi' },
  limits: { cpu: '500m', memory: '512Mi', ephemeralStorage: '256Mi' },
}

/** Takes traces from the services, keeps failed, slow and one in ten of the others, sends them to Jaeger. */
export class Collector extends Construct {
  constructor(scope: Construct, id: string, props: CollectingProps) {
    super(scope, id)
    const senders = [
      ...services.map(({ name }) => app(name)),
      app('postgres-backup'),
      app('restore-drill'),
    ]
    new BackingPod(this, 'collector', {
      ...props,
      image: props.images.other('collector'),
      component: 'tracing',
      args: ['--config=/etc/collector/config.yaml'],
      files: { 'config.yaml': stringify(collectorConfig) },
      ports: { otlp: OTLP_PORT, metrics: 8888, 'job-metrics': 8889, health: 13133 },
      health: { path: '/', port: 'health' },
      data: { path: '/var/lib/otelcol', size: '64Mi', kept: false },
      resources: budget,
      ingress: [
        { peers: senders, ports: ['otlp'] },
        { peers: [namespace(props.monitoringNamespace)], ports: ['metrics', 'job-metrics'] },
      ],
      egress: [{ peers: [app('jaeger')], ports: [OTLP_PORT] }],
    })
  }
}

const collectorConfig = {
  receivers: { otlp: { protocols: { http: { endpoint: `0.0.0.0:${OTLP_PORT}` } } } },
  processors: {
    memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
    tail_sampling: {
      decision_wait: '10s',
      policies: [
        { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        { name: 'slow', type: 'latency', latency: { threshold_ms: 500 } },
        { name: 'some', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
      ],
    },
    batch: {},
  },
  exporters: {
    otlphttp: { endpoint: `http://jaeger:${OTLP_PORT}` },
    // The drill runs once a week: its figures are kept for longer.
    prometheus: { endpoint: '0.0.0.0:8889', metric_expiration: '192h' },
  },
  extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
  service: {
    extensions: ['health_check'],
    telemetry: {
      metrics: {
        readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }],
      },
    },
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['memory_limiter', 'tail_sampling', 'batch'],
        exporters: ['otlphttp'],
      },
      // Jobs live too briefly to be scraped: they send their figures.
      metrics: {
        receivers: ['otlp'],
        processors: ['memory_limiter', 'batch'],
        exporters: ['prometheus'],
      },
    },
  },
}

/** Traces of the last 72 hours on its own volume. */
export class Jaeger extends Construct {
  constructor(scope: Construct, id: string, props: CollectingProps) {
    super(scope, id)
    new BackingPod(this, 'jaeger', {
      ...props,
      image: props.images.other('jaeger'),
      component: 'tracing',
      args: ['--config=/etc/jaeger/config.yaml'],
      files: { 'config.yaml': stringify(jaegerConfig) },
      ports: { otlp: OTLP_PORT, query: 16_686, health: 13133 },
      health: { path: '/status', port: 'health' },
      data: { path: '/data', size: '10Gi', kept: true },
      resources: budget,
      ingress: [
        { peers: [app('collector')], ports: ['otlp'] },
        { peers: [namespace(props.monitoringNamespace)], ports: ['query'] },
      ],
      egress: [],
    })
  }
}

const badger = {
  directories: { keys: '/data/keys', values: '/data/values' },
  ephemeral: false,
  ttl: { spans: '72h' },
}

const jaegerConfig = {
  receivers: { otlp: { protocols: { http: { endpoint: `0.0.0.0:${OTLP_PORT}` } } } },
  processors: { batch: {} },
  exporters: { jaeger_storage_exporter: { trace_storage: 'local' } },
  extensions: {
    healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
    jaeger_storage: { backends: { local: { badger } } },
    jaeger_query: { storage: { traces: 'local' }, http: { endpoint: '0.0.0.0:16686' } },
  },
  service: {
    extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['batch'],
        exporters: ['jaeger_storage_exporter'],
      },
    },
  },
}
