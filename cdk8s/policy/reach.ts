import { type NetworkPeer, type NetworkPolicy, ofKind, type Selector } from '../manifests.ts'
import type { World } from './rule.ts'

/** A pod as a network policy sees it. */
export interface Pod {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  /** Port name → number. */
  readonly ports: Readonly<Record<string, number>>
}

const ours = (world: World) => ofKind(world.manifests, 'Namespace')[0]?.metadata.name ?? ''

/** One pod of each workload, and one of what CloudNativePG runs. */
export function podsOf(world: World): Pod[] {
  const namespace = ours(world)
  const pods = world.workloads.map(({ manifest, template, containers }) => ({
    name: template.metadata?.labels?.app ?? manifest.metadata.name,
    namespace,
    labels: template.metadata?.labels ?? {},
    ports: Object.fromEntries(
      containers.flatMap(({ ports = [] }) =>
        ports.map(({ name = '', containerPort }) => [name, containerPort]),
      ),
    ),
  }))
  const operated = world.manifests
    .filter(({ kind, apiVersion }) => kind === 'Cluster' && apiVersion.includes('cnpg.io'))
    .map(({ metadata: { name } }) => ({
      name,
      namespace,
      labels: { 'cnpg.io/cluster': name, app: name },
      ports: { postgres: 5432, status: 8000, metrics: 9187 },
    }))
  return [...pods, ...operated]
}

export const selects = ({ matchLabels = {} }: Selector, labels: Readonly<Record<string, string>>) =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value)

/** Policies that open a whole namespace; they exist in development only. */
export const isOpen = ({ spec }: NetworkPolicy) =>
  Object.keys(spec.podSelector.matchLabels ?? {}).length === 0 &&
  Boolean(spec.ingress ?? spec.egress)

/** Whether `from` may open a connection to a port of `to`: out of the one and into the other. */
export function mayReach(world: World, from: Pod, to: Pod, port: number) {
  const policies = ofKind(world.manifests, 'NetworkPolicy').filter((policy) => !isOpen(policy))
  const inside = (pod: Pod) => pod.namespace === ours(world)
  const own = (pod: Pod) => policies.filter(({ spec }) => selects(spec.podSelector, pod.labels))
  const out = own(from).some(({ spec }) =>
    (spec.egress ?? []).some(
      ({ to: peers = [], ports = [] }) =>
        ports.some((one) => one.port === port) && peers.some((peer) => matches(peer, to, world)),
    ),
  )
  const into = own(to).some(({ spec }) =>
    (spec.ingress ?? []).some(
      ({ from: peers = [], ports = [] }) =>
        ports.some((one) => one.port === port || to.ports[String(one.port)] === port) &&
        peers.some((peer) => matches(peer, from, world)),
    ),
  )
  return (!inside(from) || out) && (!inside(to) || into)
}

function matches(peer: NetworkPeer, pod: Pod, world: World) {
  if (peer.ipBlock) return false
  const namespace = peer.namespaceSelector
    ? selects(peer.namespaceSelector, { 'kubernetes.io/metadata.name': pod.namespace })
    : pod.namespace === ours(world)
  return namespace && selects(peer.podSelector ?? {}, pod.labels)
}
