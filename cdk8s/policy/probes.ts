import type { V1Container, V1Probe } from '@kubernetes/client-node'
import { DRAIN_SECONDS } from '../workloads/rails-like-service.ts'
import { containerRule, isInit, isService, type Rule, runsForever } from './rule.ts'

const SHORTEST_REQUEST_SECONDS = 15

const same = (one: V1Probe | undefined, other: V1Probe | undefined) =>
  JSON.stringify([one?.httpGet, one?.exec, one?.tcpSocket]) ===
  JSON.stringify([other?.httpGet, other?.exec, other?.tcpSocket])

const portsAsked = ({ livenessProbe, readinessProbe, startupProbe }: V1Container) =>
  [livenessProbe, readinessProbe, startupProbe].flatMap((probe) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port
    return port === undefined ? [] : [port]
  })

export const probes: readonly Rule[] = [
  containerRule('probes', (container, workload) => {
    const { livenessProbe, readinessProbe, startupProbe } = container
    const exempt = !runsForever(workload) || isInit(workload, container)
    const missing = !livenessProbe || !readinessProbe || !startupProbe
    // What only reports about its neighbour in the pod is not asked.
    return !exempt && container.name !== 'exporter' && missing && 'lacks a probe'
  }),
  containerRule(
    'probes-differ',
    ({ livenessProbe, readinessProbe }) =>
      livenessProbe !== undefined &&
      same(livenessProbe, readinessProbe) &&
      'is restarted for what should only take it out of rotation',
  ),
  containerRule('probe-port', (container) => {
    const names = (container.ports ?? []).flatMap(({ name, containerPort }) => [
      name,
      containerPort,
    ])
    const unknown = portsAsked(container).find((port) => !names.includes(port))
    return unknown !== undefined && `is asked on port ${unknown}, which it has not`
  }),
  containerRule('pre-stop', (container, workload) => {
    const seconds = container.lifecycle?.preStop?.sleep?.seconds ?? 0
    return (
      isService(workload) &&
      !isInit(workload, container) &&
      seconds < 1 &&
      'stops while requests still come'
    )
  }),
  containerRule('stop-arithmetic', (container, workload) => {
    const seconds = container.lifecycle?.preStop?.sleep?.seconds ?? 0
    const grace = workload.pod.terminationGracePeriodSeconds ?? 30
    return (
      isService(workload) &&
      seconds + DRAIN_SECONDS + SHORTEST_REQUEST_SECONDS >= grace &&
      `is killed after ${grace} s, before its last request is answered`
    )
  }),
]
