import type { V1ConfigMap, V1Deployment, V1ReplicaSetList } from '@kubernetes/client-node'
import { services } from '../../services/catalog.ts'
import { getObject, type Kubectl } from './kubectl.ts'

/** What `bin/deploy` writes down in the cluster: what each service goes back to when the release fails. */
export interface ReturnPoints {
  readonly state: 'begun' | 'rolled out' | 'verified' | 'failed' | 'undone'
  /** Service → `pod-template-hash` of the last good release; a service that had none is absent. The number of a
   *  revision would not do: Kubernetes gives a template that returns a new one. */
  readonly templates: Readonly<Record<string, string>>
  /** The data of the ConfigMap that those pods ran with. */
  readonly config: Readonly<Record<string, string>>
}

const NAME = 'taskmate-return-points'
export const CONFIG = 'taskmate-config'
const none: ReturnPoints = { state: 'undone', templates: {}, config: {} }

export async function readReturnPoints(kubectl: Kubectl): Promise<ReturnPoints> {
  const { data } = (await getObject<V1ConfigMap>(kubectl, 'configmap', NAME)) ?? {}
  return data?.points ? JSON.parse(data.points) : none
}

async function writeReturnPoints(kubectl: Kubectl, points: ReturnPoints) {
  const metadata = { name: NAME, labels: { 'app.kubernetes.io/part-of': 'taskmate' } }
  const data = { points: JSON.stringify(points, null, 2) }
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }
  await kubectl(['apply', '-f', '-'], JSON.stringify(object))
}

/** At the first step of a release: what runs now is what it returns to. Unless the release before failed or was never
 *  finished: then what was good before that one still is. */
export async function beginRelease(kubectl: Kubectl) {
  const known = await readReturnPoints(kubectl)
  if (known.state === 'begun' || known.state === 'failed')
    return writeReturnPoints(kubectl, { ...known, state: 'begun' })
  const templates = { ...known.templates }
  for (const { name } of services) {
    const template = await readyTemplate(kubectl, name)
    if (template) templates[name] = template
  }
  const config = (await getObject<V1ConfigMap>(kubectl, 'configmap', CONFIG))?.data ?? {}
  await writeReturnPoints(kubectl, { state: 'begun', templates, config })
}

/** @param state how the release went on */
export async function markRelease(kubectl: Kubectl, state: ReturnPoints['state']) {
  await writeReturnPoints(kubectl, { ...(await readReturnPoints(kubectl)), state })
}

/** Revisions that the cluster keeps of a service: `pod-template-hash` → number. */
export async function revisionsOf(kubectl: Kubectl, name: string) {
  const sets = await kubectl(['get', 'replicasets', '--selector', `app=${name}`, '--output=json'])
  const { items }: V1ReplicaSetList = JSON.parse(sets)
  return new Map(
    items.map(({ metadata }) => [
      metadata?.labels?.['pod-template-hash'] ?? '',
      metadata?.annotations?.[REVISION] ?? '',
    ]),
  )
}

/** The revision that a service's Deployment asks for. */
export const currentRevision = (deployment: V1Deployment) =>
  deployment.metadata?.annotations?.[REVISION]

const REVISION = 'deployment.kubernetes.io/revision'

/** `pod-template-hash` of what a service runs, if all its pods do and are ready within a minute. */
async function readyTemplate(kubectl: Kubectl, name: string) {
  const deployment = await getObject<V1Deployment>(kubectl, 'deployment', name)
  if (!deployment) return undefined
  const ready = await kubectl([
    ...['rollout', 'status', `deployment/${name}`, '--timeout=60s'],
  ]).then(
    () => true,
    () => false,
  )
  const current = currentRevision(deployment)
  const revisions = await revisionsOf(kubectl, name)
  return ready ? [...revisions].find(([, number]) => number === current)?.[0] : undefined
}
