import { services } from '../../services/catalog.ts'
import { ofKind } from '../manifests.ts'
import {
  appOf,
  exists,
  isService,
  outsideDevelopment,
  type Rule,
  runsForever,
  workloadRule,
} from './rule.ts'

const databaseOwners = new Set<string>(
  services.filter(({ database }) => database).map(({ name }) => name),
)

export const workloads: readonly Rule[] = [
  {
    name: 'selector',
    check: ({ manifests }) =>
      [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'StatefulSet')]
        .filter(({ spec }) => {
          const { matchLabels = {} } = spec?.selector ?? {}
          const app = spec?.template.metadata?.labels?.app
          return Object.keys(matchLabels).join() !== 'app' || matchLabels.app !== app
        })
        .map((object) => ({ object, message: 'does not select its pods by `app` alone' })),
  },
  {
    name: 'rolling-update',
    check: ({ manifests }) =>
      ofKind(manifests, 'Deployment').flatMap((object) => {
        const { type, rollingUpdate } = object.spec?.strategy ?? {}
        const tier = object.spec?.template.metadata?.labels?.tier
        const served = tier === 'frontend' || tier === 'backend'
        const fine = type === 'RollingUpdate' && rollingUpdate?.maxUnavailable === 0
        return !served || fine ? [] : [{ object, message: 'takes a pod away before its successor' }]
      }),
  },
  {
    name: 'replicas',
    check: (world) =>
      [...ofKind(world.manifests, 'Deployment'), ...ofKind(world.manifests, 'StatefulSet')]
        .filter(() => outsideDevelopment(world))
        .filter(({ metadata }) => !exists(world, 'HorizontalPodAutoscaler', metadata.name))
        .filter(({ spec }) => (spec?.replicas ?? 1) < 2)
        .map((object) => ({ object, message: 'is away when its one pod is' })),
  },
  workloadRule('spread', (workload) => {
    const { affinity, topologySpreadConstraints = [] } = workload.pod
    const apart = affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution?.length
    return (
      isService(workload) &&
      (topologySpreadConstraints.length < 2 || !apart) &&
      'may have all its pods on one host'
    )
  }),
  workloadRule(
    'priority-class',
    (workload, world) =>
      runsForever(workload) &&
      !world.manifests.some(
        ({ kind, metadata }) =>
          kind === 'PriorityClass' && metadata.name === workload.pod.priorityClassName,
      ) &&
      'has no priority',
  ),
  {
    name: 'revision-history',
    check: ({ manifests }) =>
      ofKind(manifests, 'Deployment')
        .filter(({ spec }) => (spec?.revisionHistoryLimit ?? 0) < 2)
        .map((object) => ({ object, message: 'cannot be undone' })),
  },
  workloadRule('set-image-contract', (workload) => {
    const { manifest, pod } = workload
    const names = pod.containers.map(({ name }) => name)
    const migrates = (pod.initContainers ?? []).map(({ name }) => name)
    const wanted = databaseOwners.has(manifest.metadata.name)
    return (
      isService(workload) &&
      (names.join() !== manifest.metadata.name ||
        migrates.join() !== (wanted ? 'db-migrate' : '')) &&
      '`kubectl set image` finds other containers than people think'
    )
  }),
  workloadRule(
    'own-account',
    ({ pod }, world) =>
      (!pod.serviceAccountName || !exists(world, 'ServiceAccount', pod.serviceAccountName)) &&
      'has no account of its own',
  ),
  workloadRule(
    'no-token',
    ({ pod }) => pod.automountServiceAccountToken !== false && 'carries a token of the API server',
  ),
  {
    name: 'account-no-token',
    check: ({ manifests }) =>
      ofKind(manifests, 'ServiceAccount')
        .filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false)
        .map((object) => ({ object, message: 'gives its token to every pod' })),
  },
  workloadRule(
    'service-links',
    (workload) =>
      runsForever(workload) &&
      workload.pod.enableServiceLinks !== false &&
      'gets a variable for every Service of the namespace',
  ),
  {
    name: 'headless-service',
    check: ({ manifests }) =>
      ofKind(manifests, 'StatefulSet')
        .filter(
          ({ spec }) =>
            !ofKind(manifests, 'Service').some(
              (service) =>
                service.metadata.name === spec?.serviceName && service.spec?.clusterIP === 'None',
            ),
        )
        .map((object) => ({ object, message: 'has no headless Service' })),
  },
  {
    name: 'job-ttl',
    check: ({ manifests }) =>
      ofKind(manifests, 'Job')
        .filter(({ spec }) => !spec?.ttlSecondsAfterFinished || !spec.activeDeadlineSeconds)
        .map((object) => ({ object, message: 'never goes away' })),
  },
  {
    name: 'cronjob',
    check: ({ manifests }) =>
      ofKind(manifests, 'CronJob')
        .filter(({ spec }) => {
          const job = spec?.jobTemplate.spec
          return (
            (spec?.startingDeadlineSeconds ?? 0) < 3600 ||
            spec?.concurrencyPolicy !== 'Forbid' ||
            job?.ttlSecondsAfterFinished !== undefined ||
            job?.template.spec?.restartPolicy !== 'Never'
          )
        })
        .map((object) => ({ object, message: 'may miss its time, or overlap with itself' })),
  },
  workloadRule(
    'instance-label',
    (workload) =>
      workload.template.metadata?.labels?.['app.kubernetes.io/instance'] !== appOf(workload) &&
      'is not labelled with its name',
  ),
]
