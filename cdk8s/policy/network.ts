import { services, urlVariable } from '../../services/catalog.ts'
import { type Manifest, type NetworkPolicy, ofKind } from '../manifests.ts'
import { isOpen, mayReach, podsOf, selects } from './reach.ts'
import {
  isService,
  objectRule,
  outsideDevelopment,
  type Rule,
  type World,
  workloadRule,
} from './rule.ts'

const policies = (world: World) => ofKind(world.manifests, 'NetworkPolicy')

const policyRule = (
  name: string,
  problem: (policy: NetworkPolicy & Manifest, world: World) => string | false,
): Rule => ({
  name,
  check: (world) =>
    policies(world).flatMap((object) => {
      const message = problem(object, world)
      return message ? [{ object, message }] : []
    }),
})

const dns = (policy: NetworkPolicy) =>
  (policy.spec.egress ?? []).some(
    ({ to = [], ports = [] }) =>
      to.some(({ podSelector }) => podSelector?.matchLabels?.['k8s-app'] === 'kube-dns') &&
      ['UDP', 'TCP'].every((protocol) =>
        ports.some((one) => one.port === 53 && one.protocol === protocol),
      ),
  )

export const network: readonly Rule[] = [
  {
    name: 'default-deny',
    check: (world) => {
      const found = policies(world).some(
        ({ spec }) =>
          Object.keys(spec.podSelector).length === 0 &&
          spec.policyTypes.length === 2 &&
          !spec.ingress &&
          !spec.egress,
      )
      const [object] = ofKind(world.manifests, 'Namespace')
      return found || !object ? [] : [{ object, message: 'lets everything through' }]
    },
  },
  {
    name: 'both-directions',
    check: (world) =>
      world.workloads
        .filter(
          ({ template }) =>
            !policies(world).some(
              (policy) =>
                !isOpen(policy) &&
                policy.spec.podSelector.matchLabels !== undefined &&
                selects(policy.spec.podSelector, template.metadata?.labels ?? {}) &&
                policy.spec.policyTypes.join() === 'Ingress,Egress',
            ),
        )
        .map(({ manifest: object }) => ({ object, message: 'has no policy of its own' })),
  },
  policyRule(
    'namespace-open',
    (policy, world) => outsideDevelopment(world) && isOpen(policy) && 'opens the whole namespace',
  ),
  policyRule(
    'dns',
    (policy) => policy.spec.egress !== undefined && !dns(policy) && 'cannot resolve names',
  ),
  policyRule('dangling-policy', ({ spec }, world) => {
    const pods = podsOf(world)
    const selectors = [
      spec.podSelector,
      ...[...(spec.ingress ?? []), ...(spec.egress ?? [])]
        .flatMap(({ from = [], to = [] }) => [...from, ...to])
        .filter(({ namespaceSelector }) => !namespaceSelector)
        .flatMap(({ podSelector }) => (podSelector ? [podSelector] : [])),
    ]
    const nobody = selectors.find(
      (selector) => !pods.some(({ labels }) => selects(selector, labels)),
    )
    return nobody !== undefined && `selects no pod: ${JSON.stringify(nobody.matchLabels)}`
  }),
  {
    name: 'catalogue-edges',
    check: (world) => {
      const pods = podsOf(world)
      return services.flatMap(({ name, port }) =>
        pods.flatMap((from) => {
          const to = pods.find((pod) => pod.name === name)
          const caller = services.find((service) => service.name === from.name)
          const expected = caller?.calls.some((callee) => callee === name) ?? false
          const [object] = world.manifests.filter(
            ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name,
          )
          if (!to || !object || mayReach(world, from, to, port) === expected) return []
          return [{ object, message: `${from.name} → ${name} is not as the catalogue says` }]
        }),
      )
    },
  },
  {
    name: 'url-variables',
    check: ({ manifests }) =>
      ofKind(manifests, 'ConfigMap')
        .filter(({ metadata }) => metadata.name === 'taskmate-config')
        .flatMap((object) =>
          services
            .filter(({ tier }) => tier === 'backend')
            .filter(
              ({ name, port }) => object.data?.[urlVariable(name)] !== `http://${name}:${port}`,
            )
            .map(({ name }) => ({ object, message: `${urlVariable(name)} is another address` })),
        ),
  },
  workloadRule('exposed', (workload, { manifests }) => {
    const { name } = workload.manifest.metadata
    const service = ofKind(manifests, 'Service').find(({ metadata }) => metadata.name === name)
    return isService(workload) && !service && 'is not reachable by its name'
  }),
  objectRule(
    'snippets',
    ({ metadata }) =>
      Object.keys(metadata.annotations ?? {}).some((name) => name.endsWith('-snippet')) &&
      'puts raw configuration into the proxy',
  ),
]
