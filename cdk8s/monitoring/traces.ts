import { Yaml } from 'cdk8s'
import { Construct } from 'constructs'
import { services } from '../../services/catalog.ts'
import { SLOW_MS } from '../../services/chassis/tracing.ts'
import { app, type Connection, namespace } from '../network/network-policies.ts'
import { BackingPod } from '../workloads/backing-pod.ts'
import { budgets } from '../workloads/pod.ts'
import { prometheus, type WatchingProps } from './watching.ts'

export const OTLP_PORT = 4318

export const tracesConnection: Connection = { peers: [app('jaeger')], ports: [OTLP_PORT] }

/** Takes traces from the services, keeps those that somebody may look for, for 72 hours on its own volume. */
export class Jaeger extends Construct {
  constructor(scope: Construct, id: string, props: WatchingProps) {
    super(scope, id)
    new BackingPod(this, 'jaeger', {
      ...props,
      image: props.images.other('jaeger'),
      component: 'tracing',
      args: ['--config=/etc/jaeger/config.yaml'],
      files: { 'config.yaml': Yaml.stringify(config) },
      ports: { otlp: OTLP_PORT, query: 16_686, metrics: 8888, health: 13_133 },
      health: { path: '/status', port: 'health' },
      data: { path: '/data', size: '10Gi', kept: true },
      resources: budgets('50m', '128Mi', '500m', '384Mi'),
      env: [
        { name: 'GOMEMLIMIT', value: '300MiB' },
        // It would trace itself, for a collector that is not there.
        { name: 'OTEL_TRACES_SAMPLER', value: 'always_off' },
      ],
      ingress: [
        { peers: services.map(({ name }) => app(name)), ports: ['otlp'] },
        { peers: [prometheus], ports: ['metrics'] },
        { peers: [namespace(props.monitoringNamespace)], ports: ['query'] },
      ],
      egress: [],
    })
  }
}

const policies = [
  { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
  { name: 'slow', type: 'latency', latency: { threshold_ms: SLOW_MS } },
  // Whoever names a request wants to find it again; who names all of them does not fill the disk.
  {
    name: 'named',
    type: 'and',
    and: {
      and_sub_policy: [
        {
          name: 'has-a-name',
          type: 'boolean_attribute',
          boolean_attribute: { key: 'request.named', value: true },
        },
        { name: 'not-too-many', type: 'rate_limiting', rate_limiting: { spans_per_second: 500 } },
      ],
    },
  },
  { name: 'some', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
]

const config = {
  receivers: { otlp: { protocols: { http: { endpoint: `0.0.0.0:${OTLP_PORT}` } } } },
  processors: {
    memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
    tail_sampling: { decision_wait: '4s', num_traces: 20_000, policies },
    batch: {},
  },
  exporters: { jaeger_storage_exporter: { trace_storage: 'local' } },
  extensions: {
    healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
    jaeger_storage: {
      backends: {
        local: {
          badger: {
            directories: { keys: '/data/keys', values: '/data/values' },
            ephemeral: false,
            ttl: { spans: '72h' },
          },
        },
      },
    },
    jaeger_query: { storage: { traces: 'local' }, http: { endpoint: '0.0.0.0:16686' } },
  },
  service: {
    extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
    telemetry: {
      metrics: {
        readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }],
      },
    },
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['memory_limiter', 'tail_sampling', 'batch'],
        exporters: ['jaeger_storage_exporter'],
      },
    },
  },
}
