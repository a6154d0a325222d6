import { createHash } from 'node:crypto'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import type { Connection } from '../network/network-policies.ts'
import { type Budgets, emptyDir, fromClaim, fromConfigMap, type Mount } from './pod.ts'
import { SinglePod } from './single-pod.ts'

/** One container of a backing pod. */
interface Program {
  readonly image: { readonly image: string; readonly imagePullPolicy: string }
  /** @default the image's own */
  readonly command?: readonly string[]
  readonly args: readonly string[]
  /** Name → number; each is a port of the Service too. */
  readonly ports: Readonly<Record<string, number>>
  /** Answers 200 when the program works: a path on one of the ports. */
  readonly health: { readonly path: string; readonly port: string }
  readonly resources: Budgets
  readonly env?: readonly k8s.EnvVar[]
  /** Besides the pod's data, `/tmp` and the files. */
  readonly mounts?: readonly Mount[]
}

export interface BackingPodProps extends Program {
  readonly component: string
  /** Programs that only make sense together with this one, by their containers' names. */
  readonly beside?: Readonly<Record<string, Program>>
  /** File name → content, mounted at `/etc/<name>` in every container. */
  readonly files?: Readonly<Record<string, string>>
  /** Where the programs write: on a claim of this size, else in an emptyDir. */
  readonly data: { readonly path: string; readonly size: string; readonly kept: boolean }
  readonly ingress: readonly Connection[]
  readonly egress: readonly Connection[]
  readonly priorityClass: string
  /** Mounts a token of its account: it talks to the API server. @default false */
  readonly token?: boolean
  /** Rule → why it does not hold here. */
  readonly exceptions?: Readonly<Record<string, string>>
}

/** Programs that watch, in one pod: metrics, logs, traces. People notice when it is away only if they look. */
export class BackingPod extends Construct {
  constructor(scope: Construct, name: string, props: BackingPodProps) {
    super(scope, name)
    const { path, size, kept } = props.data
    const config = props.files && { name: `${name}-config`, data: props.files }
    const claim = kept ? { name: `${name}-data`, size } : undefined
    const shared = [
      claim ? fromClaim('data', path, claim.name) : emptyDir('data', path, size),
      emptyDir('tmp', '/tmp', '64Mi'),
      ...(config ? [fromConfigMap('config', `/etc/${name}`, config.name)] : []),
    ]
    const framed = (program: Program) => ({
      container: containerOf(program),
      ports: program.ports,
      resources: program.resources,
      mounts: [...shared, ...(program.mounts ?? [])],
    })
    const beside = Object.entries(props.beside ?? {}).map(
      ([container, program]) => [container, framed(program)] as const,
    )
    new SinglePod(this, name, {
      ...props,
      ...framed(props),
      beside: Object.fromEntries(beside),
      annotations: allow({ replicas: 'nobody is served by it', ...props.exceptions }),
      podAnnotations: { 'taskmate/config-checksum': digest(props.files) },
      config,
      claim,
    })
  }
}

function containerOf({ image, command, args, env, health }: Program) {
  const port = k8s.IntOrString.fromString(health.port)
  const accepts = { tcpSocket: { port }, timeoutSeconds: 3 }
  const answers = { httpGet: { path: health.path, port }, timeoutSeconds: 3 }
  return {
    ...image,
    command: command ? [...command] : undefined,
    args: [...args],
    env: env ? [...env] : undefined,
    startupProbe: { ...accepts, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...accepts, initialDelaySeconds: 30, periodSeconds: 10 },
    readinessProbe: { ...answers, periodSeconds: 10 },
  }
}

/** Declares rules that do not hold for an object, each with its reason. */
const allow = (exceptions: Readonly<Record<string, string>> = {}) => {
  const lines = Object.entries(exceptions).map(([rule, reason]) => `${rule}: ${reason}`)
  return lines.length ? { 'taskmate/allow': lines.join('\n') } : undefined
}

const digest = (files: Readonly<Record<string, string>> = {}) =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex')
