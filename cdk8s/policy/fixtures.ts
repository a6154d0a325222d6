import {
  change,
  container,
  deployment,
  type Fixture,
  inDevelopment,
  initContainer,
  inProduction,
  pod,
  security,
  without,
} from './fixture.ts'
import { networkFixtures } from './fixtures-network.ts'
import { objectFixtures } from './fixtures-objects.ts'

/** Rule → the smallest change of clean manifests that has to break it. */
export const fixtures: Readonly<Record<string, Fixture>> = {
  'privilege-escalation': security({ allowPrivilegeEscalation: undefined }),
  privileged: security({ privileged: true }),
  'non-root': security({ runAsNonRoot: undefined }),
  'pod-non-root': pod((spec) => delete spec.securityContext?.runAsNonRoot),
  capabilities: security({ capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } }),
  seccomp: security({ seccompProfile: undefined }),
  'pod-seccomp': pod((spec) => delete spec.securityContext?.seccompProfile),
  'proc-mount': security({ procMount: 'Unmasked' }),
  selinux: security({ seLinuxOptions: { type: 'spc_t' } }),
  apparmor: security({ appArmorProfile: { type: 'Unconfined' } }),
  sysctls: pod((spec) => {
    spec.securityContext = {
      ...spec.securityContext,
      sysctls: [{ name: 'net.core.somaxconn', value: '1024' }],
    }
  }),
  'host-namespaces': pod((spec) => {
    spec.hostNetwork = true
  }),
  'host-port': container((one) => {
    one.ports = [{ name: 'http', containerPort: 3000, hostPort: 3000 }]
  }),
  'volume-types': pod((spec) => spec.volumes?.push({ name: 'host', hostPath: { path: '/' } })),

  budgets: initContainer((one) => delete one.resources?.limits?.['ephemeral-storage']),
  'user-id': security({ runAsUser: 1000 }),
  'read-only-root': security({ readOnlyRootFilesystem: undefined }),
  'env-unique': container((one) => one.env?.push({ name: 'PORT', value: '3000' })),
  'env-literal': container((one) => one.env?.push({ name: 'API_TOKEN', value: 'abc' })),
  'config-literal': inProduction(
    change('ConfigMap', 'taskmate-config', (config) => {
      config.data = { ...config.data, SMTP_PASSWORD: 'abc' }
    }),
  ),
  'init-probes': initContainer((one) => {
    one.livenessProbe = { httpGet: { path: '/up', port: 3000 } }
  }),
  ports: container((one) => one.ports?.push({ name: 'ssh', containerPort: 22 })),
  'port-names': container((one) => one.ports?.push({ containerPort: 4000 })),
  'writable-subpath': container((one) => {
    one.volumeMounts?.push({ name: 'tmp', mountPath: '/cache', subPath: 'cache' })
  }),
  'container-socket': container((one) => {
    one.volumeMounts?.push({ name: 'tmp', mountPath: '/var/run/docker.sock' })
  }),

  'image-tag': container((one) => {
    one.image = 'postgres'
  }),
  'pull-never': container((one) => {
    one.imagePullPolicy = 'Never'
  }),
  'pull-always': container((one) => {
    one.imagePullPolicy = 'IfNotPresent'
  }),
  'image-digest': initContainer((one) => {
    one.image = 'ghcr.io/taskmate/taskmate/user-service:v1'
  }),
  'image-list': container((one) => {
    one.image = `nginx:1.29.0@sha256:${'1'.repeat(64)}`
  }),
  'released-digest': { environment: 'production', released: true, mutate: () => {} },

  probes: container((one) => delete one.startupProbe),
  'probes-differ': container((one) => {
    one.readinessProbe = { ...one.livenessProbe }
  }),
  'probe-port': container((one) => {
    one.livenessProbe = { httpGet: { path: '/up', port: 8080 } }
  }),
  'pre-stop': container((one) => delete one.lifecycle),
  'stop-arithmetic': pod((spec) => {
    spec.terminationGracePeriodSeconds = 25
  }),

  selector: deployment(({ selector }) => {
    selector.matchLabels = { ...selector.matchLabels, tier: 'backend' }
  }),
  'rolling-update': deployment((spec) => {
    spec.strategy = { type: 'Recreate' }
  }),
  replicas: inProduction(without('HorizontalPodAutoscaler', 'user-service')),
  spread: pod((spec) => delete spec.affinity),
  'priority-class': pod((spec) => delete spec.priorityClassName),
  'revision-history': deployment((spec) => {
    spec.revisionHistoryLimit = 0
  }),
  'set-image-contract': initContainer((one) => {
    one.name = 'migrate'
  }),
  'own-account': pod((spec) => {
    spec.serviceAccountName = 'default'
  }),
  'no-token': pod((spec) => delete spec.automountServiceAccountToken),
  'account-no-token': inProduction(
    change('ServiceAccount', 'user-service', (account) => {
      account.automountServiceAccountToken = true
    }),
  ),
  'service-links': pod((spec) => delete spec.enableServiceLinks),
  'headless-service': inProduction(
    change('Service', 'redis', ({ spec }) => delete spec?.clusterIP),
  ),
  'job-ttl': inProduction((manifests) => {
    const job = manifests.find(({ kind }) => kind === 'Job')
    delete Object(job?.spec).ttlSecondsAfterFinished
  }),
  cronjob: inProduction(
    change('CronJob', 'postgres-backup', ({ spec }) => delete spec?.startingDeadlineSeconds),
  ),
  'instance-label': deployment(({ template }) => {
    delete template.metadata?.labels?.['app.kubernetes.io/instance']
  }),

  'hpa-target': inProduction(
    change('HorizontalPodAutoscaler', 'user-service', ({ spec }) => {
      if (spec) spec.scaleTargetRef.name = 'users'
    }),
  ),
  'hpa-or-replicas': deployment((spec) => {
    spec.replicas = 3
  }),
  'hpa-minimum': inProduction(
    change('HorizontalPodAutoscaler', 'user-service', ({ spec }) => delete spec?.minReplicas),
  ),
  pdb: inProduction(without('PodDisruptionBudget', 'redis')),
  'pdb-drains': inProduction(
    change('PodDisruptionBudget', 'user-service', ({ spec }) => {
      if (spec) spec.maxUnavailable = 0
    }),
  ),
  'pdb-eviction': inProduction(
    change('PodDisruptionBudget', 'user-service', ({ spec }) => {
      delete spec?.unhealthyPodEvictionPolicy
    }),
  ),
  'quota-fits': inProduction(
    change('HorizontalPodAutoscaler', 'user-service', ({ spec }) => {
      if (spec) spec.maxReplicas = 60
    }),
  ),
  'connections-fit': inProduction((manifests) => {
    const cluster = manifests.find(({ kind }) => kind === 'Cluster')
    Object(cluster?.spec).postgresql.parameters.max_connections = '100'
  }),
  'development-fits': inDevelopment(
    change('Deployment', 'user-service', ({ spec }) => {
      const [one] = spec?.template.spec?.containers ?? []
      if (one?.resources?.requests) one.resources.requests.cpu = '2'
    }),
  ),
  ...networkFixtures,
  ...objectFixtures,
}
