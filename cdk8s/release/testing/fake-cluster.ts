import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { V1PodTemplateSpec } from '@kubernetes/client-node'
import { type Manifest, ofKind, parse } from '../../manifests.ts'
import type { Kubectl } from '../kubectl.ts'

interface Deployment {
  template: V1PodTemplateSpec
  revision: number
  /** Kept ReplicaSets: hash of the pod template → its revision and the template. */
  sets: Map<string, { revision: number; template: V1PodTemplateSpec }>
}

/** Deployments, their revisions and ConfigMaps as Kubernetes keeps them, for the commands of a release. Pods of images
 *  that `broken` names never get ready; `failingJobs` fails every Job. */
export class FakeCluster {
  readonly #deployments = new Map<string, Deployment>()
  readonly #configMaps = new Map<string, Record<string, string>>()
  broken = /^$/
  failingJobs = false

  readonly kubectl: Kubectl = async (args, input = '') => {
    const [verb = '', second = '', third = ''] = args
    switch (verb) {
      case 'get':
        return this.#get(second, third, args.join(' '))
      case 'apply':
        return this.#apply(third, args[args.indexOf('-l') + 1] ?? '', input)
      case 'set':
        return this.#setImages(third, args.slice(3))
      case 'patch':
        return this.#patch(third, args)
      case 'rollout':
        return second === 'undo' ? this.#undo(third, args) : this.#status(third)
      default:
        return ''
    }
  }

  imageOf(name: string) {
    const [container] = this.#deployments.get(name)?.template.spec?.containers ?? []
    return container?.image
  }

  config(name: string) {
    return this.#configMaps.get(name)
  }

  forgetRevisions(name: string) {
    const { sets, revision } = this.#find(name)
    for (const [hash, set] of sets) if (set.revision !== revision) sets.delete(hash)
  }

  #get(kind: string, name: string, all: string) {
    if (kind === 'job')
      return JSON.stringify({
        status: {
          conditions: [{ type: this.failingJobs ? 'Failed' : 'Complete', status: 'True' }],
        },
      })
    if (kind === 'configmap') {
      const data = this.#configMaps.get(name)
      return data ? JSON.stringify({ data }) : ''
    }
    if (kind === 'replicasets') {
      const { sets } = this.#find(/app=(\S+)/.exec(all)?.[1] ?? '')
      const items = [...sets].map(([hash, { revision }]) => ({
        metadata: {
          labels: { 'pod-template-hash': hash },
          annotations: { 'deployment.kubernetes.io/revision': String(revision) },
        },
      }))
      return JSON.stringify({ items })
    }
    const deployment = this.#deployments.get(name)
    if (!deployment) return ''
    const annotations = { 'deployment.kubernetes.io/revision': String(deployment.revision) }
    return JSON.stringify({ metadata: { annotations }, spec: { template: deployment.template } })
  }

  #apply(path: string, selector: string, input: string) {
    const [label = '', value] = selector.includes('=') ? selector.split('=') : []
    const objects = (path === '-' ? parse(input, path) : read(path)).filter(
      ({ metadata }) => !label || metadata.labels?.[label] === value,
    )
    for (const { metadata, data } of ofKind(objects, 'ConfigMap'))
      this.#configMaps.set(metadata.name, { ...data })
    for (const { metadata, spec } of ofKind(objects, 'Deployment'))
      if (spec) this.#run(metadata.name, spec.template)
    return objects
      .map(({ kind, metadata }) => `${kind.toLowerCase()}.x/${metadata.name}`)
      .join('\n')
  }

  #run(name: string, template: V1PodTemplateSpec) {
    const known = this.#deployments.get(name)
    const sets: Deployment['sets'] = known?.sets ?? new Map()
    const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 10)
    if (known && sets.get(hash)?.revision === known.revision) return
    // A template that ran before gets the newest number: its old number is gone.
    const revision = (known?.revision ?? 0) + 1
    sets.set(hash, { revision, template })
    this.#deployments.set(name, { template, revision, sets })
  }

  #setImages(target: string, images: readonly string[]) {
    const name = target.replace('deployment/', '')
    const template = structuredClone(this.#find(name).template)
    const { initContainers = [], containers = [] } = template.spec ?? {}
    for (const container of [...initContainers, ...containers]) {
      const found = images.find((image) => image.startsWith(`${container.name}=`))
      if (found) container.image = found.slice(container.name.length + 1)
    }
    this.#run(name, template)
    return ''
  }

  #patch(name: string, args: readonly string[]) {
    const [{ value }] = JSON.parse(args[args.indexOf('-p') + 1] ?? '')
    this.#configMaps.set(name, value)
    return ''
  }

  #undo(target: string, args: readonly string[]) {
    const name = target.replace('deployment/', '')
    const { sets, revision } = this.#find(name)
    const wanted = args.find((arg) => arg.startsWith('--to-revision='))?.slice(14)
    const earlier = [...sets.values()].map((set) => set.revision).filter((one) => one < revision)
    const number = wanted ? Number(wanted) : Math.max(...earlier)
    const set = [...sets.values()].find((one) => one.revision === number)
    if (!set) throw new Error(`error: no rollout history found for deployment "${name}"`)
    this.#run(name, set.template)
    return `deployment.apps/${name} rolled back`
  }

  #status(target: string) {
    const name = target.replace('deployment/', '')
    if (this.broken.test(this.imageOf(name) ?? ''))
      throw new Error(`error: deployment "${name}" exceeded its progress deadline`)
    return `deployment "${name}" successfully rolled out`
  }

  #find(name: string) {
    const found = this.#deployments.get(name)
    if (!found)
      throw new Error(`Error from server (NotFound): deployments.apps "${name}" not found`)
    return found
  }
}

const parsed = new Map<string, Manifest[]>()

function read(path: string): Manifest[] {
  if (statSync(path).isDirectory())
    return readdirSync(path).flatMap((file) => read(`${path}/${file}`))
  const known = parsed.get(path) ?? parse(readFileSync(path, 'utf8'), path)
  parsed.set(path, known)
  return known
}
