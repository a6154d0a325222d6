import { find, ofKind } from '../manifests.ts'
import { hasMetrics } from '../monitoring/watching.ts'
import { mayReach, podsOf, selects } from './reach.ts'
import { objectRule, outsideDevelopment, type Rule, type World } from './rule.ts'

const portOf = (world: World, service: string, port: string | number) =>
  ofKind(world.manifests, 'Service')
    .find(({ metadata }) => metadata.name === service)
    ?.spec?.ports?.some((one) => one.name === port || one.port === port)

/** Services and what points at them. */
export const edge: readonly Rule[] = [
  {
    name: 'dangling-service',
    check: (world) =>
      ofKind(world.manifests, 'Service').flatMap((object) => {
        const matchLabels = object.spec?.selector ?? {}
        const pod = podsOf(world).find(({ labels }) => selects({ matchLabels }, labels))
        const unknown = object.spec?.ports?.find(
          ({ targetPort }) => pod?.ports[String(targetPort)] === undefined,
        )
        return pod && !unknown
          ? []
          : [{ object, message: pod ? `has no port ${unknown?.name}` : 'selects no pod' }]
      }),
  },
  {
    name: 'service-type',
    check: ({ manifests }) =>
      ofKind(manifests, 'Service')
        .filter(({ spec }) => !['ClusterIP', undefined].includes(spec?.type))
        .map((object) => ({ object, message: 'is reachable from outside the cluster' })),
  },
  {
    name: 'service-port-names',
    check: ({ manifests }) =>
      ofKind(manifests, 'Service')
        .filter(({ spec }) => spec?.ports?.some(({ name }) => !name))
        .map((object) => ({ object, message: 'has a port without a name' })),
  },
  {
    name: 'dangling-edge',
    check: (world) => [
      ...ofKind(world.manifests, 'Ingress').flatMap((object) =>
        (object.spec?.rules ?? [])
          .flatMap(({ http }) => http?.paths ?? [])
          .filter(({ backend: { service } }) => {
            const port = service?.port?.name ?? service?.port?.number ?? ''
            return !portOf(world, service?.name ?? '', port)
          })
          .map(() => ({ object, message: 'leads to nobody' })),
      ),
      ...ofKind(world.manifests, 'HTTPRoute').flatMap((object) =>
        (object.spec?.rules ?? [])
          .flatMap(({ backendRefs = [] }) => backendRefs)
          .filter(({ name, port }) => !portOf(world, name, port))
          .map(() => ({ object, message: 'leads to nobody' })),
      ),
    ],
  },
  {
    name: 'edge-to-gateway-only',
    check: (world) =>
      ofKind(world.manifests, 'HTTPRoute').flatMap((object) =>
        (object.spec?.rules ?? [])
          .flatMap(({ backendRefs = [] }) => backendRefs)
          .filter(({ name, port }) => name !== 'frontend-service' || port === 9464)
          .map(({ name }) => ({ object, message: `shows ${name} to browsers` })),
      ),
  },
  {
    name: 'metrics-unread',
    check: (world) => {
      const pods = podsOf(world)
      const reader = pods.find(({ name }) => name === 'prometheus')
      if (!reader) return []
      const unread = pods.flatMap((pod) =>
        Object.entries(pod.ports)
          .filter(([port]) => hasMetrics(port) && pod !== reader)
          .filter(([, port]) => !mayReach(world, reader, pod, port))
          .map(([port]) => `${pod.name}:${port}`),
      )
      return unread.map((port) => ({
        object: find(world.manifests, 'Deployment', 'prometheus'),
        message: `may not read ${port}`,
      }))
    },
  },
  {
    name: 'tls',
    check: (world) => {
      const gateways = world.manifests.filter(({ kind }) => kind === 'Gateway')
      const [object] = ofKind(world.manifests, 'Namespace')
      const encrypted = gateways.some((gateway) =>
        Object(gateway.spec).listeners.some(
          ({ protocol, tls }: { protocol: string; tls?: object }) => protocol === 'HTTPS' && tls,
        ),
      )
      return outsideDevelopment(world) && !encrypted && object
        ? [{ object, message: 'browsers come in without encryption' }]
        : []
    },
  },
  objectRule(
    'plain-ingress',
    ({ kind }, world) =>
      kind === 'Ingress' && outsideDevelopment(world) && 'is for development: it has no TLS',
  ),
]
