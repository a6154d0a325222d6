import { services } from '../../services/catalog.ts'
import { POOL_SIZE } from '../foundation/quota.ts'
import { find, type Manifest, ofKind } from '../manifests.ts'
import { bytesOf, millicoresOf } from '../workloads/pod.ts'
import {
  appOf,
  exists,
  isService,
  outsideDevelopment,
  type Rule,
  type World,
  workloadRule,
} from './rule.ts'

const autoscalers = ({ manifests }: World) => ofKind(manifests, 'HorizontalPodAutoscaler')
const budgets = ({ manifests }: World) => ofKind(manifests, 'PodDisruptionBudget')

/** Pods at most, the surge of an update included. */
function mostPods(world: World, name: string) {
  const hpa = autoscalers(world).find(({ metadata }) => metadata.name === name)
  if (hpa) return (hpa.spec?.maxReplicas ?? 0) + 1
  return (find(world.manifests, 'Deployment', name).spec?.replicas ?? 1) + 1
}

/** Sum over all pods that run for ever, each service at its largest. */
function asked(world: World, which: 'cpu' | 'memory', largest: boolean) {
  const amount = which === 'cpu' ? millicoresOf : bytesOf
  return world.workloads
    .filter(({ manifest }) => manifest.kind === 'Deployment' || manifest.kind === 'StatefulSet')
    .reduce((sum, workload) => {
      const { manifest, pod } = workload
      const requests = pod.containers.reduce(
        (total, { resources }) => total + amount(resources?.requests?.[which] ?? '0'),
        0,
      )
      const fixed = manifest.kind === 'StatefulSet' ? 3 : 1
      const count = largest && isService(workload) ? mostPods(world, appOf(workload)) : fixed
      return sum + requests * count
    }, 0)
}

const withMessage = (message: string) => (object: Manifest) => ({ object, message })

export const scaling: readonly Rule[] = [
  {
    name: 'hpa-target',
    check: (world) =>
      autoscalers(world)
        .filter(({ spec }) => !exists(world, 'Deployment', spec?.scaleTargetRef.name ?? ''))
        .map(withMessage('scales nobody')),
  },
  {
    name: 'hpa-or-replicas',
    check: (world) =>
      ofKind(world.manifests, 'Deployment')
        .filter(({ metadata }) => exists(world, 'HorizontalPodAutoscaler', metadata.name))
        .filter(({ spec }) => spec?.replicas !== undefined)
        .map(withMessage('is scaled back by every apply')),
  },
  {
    name: 'hpa-minimum',
    check: (world) =>
      autoscalers(world)
        .filter(({ spec }) => (spec?.minReplicas ?? 1) < 2)
        .map(withMessage('may leave one pod')),
  },
  workloadRule('pdb', (workload, world) => {
    const selected = budgets(world).some(
      ({ spec }) => spec?.selector?.matchLabels?.app === appOf(workload),
    )
    const several = isService(workload) || workload.manifest.kind === 'StatefulSet'
    return outsideDevelopment(world) && several && !selected && 'may lose all pods to one drain'
  }),
  {
    name: 'pdb-drains',
    check: (world) =>
      budgets(world)
        .filter(({ spec }) => Number(spec?.maxUnavailable ?? 0) < 1 || spec?.minAvailable)
        .map(withMessage('may block the drain of a node for ever')),
  },
  {
    name: 'pdb-eviction',
    check: (world) =>
      budgets(world)
        .filter(({ spec }) => spec?.unhealthyPodEvictionPolicy !== 'AlwaysAllow')
        .map(withMessage('lets a broken pod block the drain of a node')),
  },
  {
    name: 'quota-fits',
    check: (world) =>
      ofKind(world.manifests, 'ResourceQuota')
        .filter(({ spec }) => {
          const { 'requests.cpu': cpu = '0', 'requests.memory': memory = '0' } = spec?.hard ?? {}
          return (
            asked(world, 'cpu', true) > millicoresOf(cpu) ||
            asked(world, 'memory', true) > bytesOf(memory)
          )
        })
        .map(withMessage('does not admit all pods at their most')),
  },
  {
    name: 'connections-fit',
    check: (world) =>
      world.manifests
        .filter(({ kind, apiVersion }) => kind === 'Cluster' && apiVersion.includes('cnpg.io'))
        .filter(({ spec }) => {
          const allowed = Number(Object(spec).postgresql?.parameters?.max_connections ?? 100)
          const needed = services
            .filter(({ database }) => database)
            .reduce((sum, { name }) => sum + mostPods(world, name) * POOL_SIZE, 0)
          return allowed < needed
        })
        .map(withMessage('has fewer connections than all pods open')),
  },
  {
    name: 'development-fits',
    check: (world) => {
      const large =
        asked(world, 'cpu', false) > 1000 || asked(world, 'memory', false) > 2 * 1024 ** 3
      const tooLarge = !outsideDevelopment(world) && large
      return tooLarge
        ? ofKind(world.manifests, 'Namespace').map(withMessage('does not fit a laptop'))
        : []
    },
  },
]
