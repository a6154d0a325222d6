import { setTimeout as pause } from 'node:timers/promises'
import type { V1Deployment, V1Job } from '@kubernetes/client-node'
import { services } from '../../services/catalog.ts'
import { readManifests } from '../manifests.ts'
import { imagesOf, originOf } from './images-of.ts'
import { getObject, type Kubectl } from './kubectl.ts'
import {
  beginRelease,
  CONFIG,
  currentRevision,
  markRelease,
  readReturnPoints,
  revisionsOf,
} from './return-points.ts'

export interface Release {
  /** Folder of the environment's manifests: `dist/staging`. */
  readonly folder: string
  readonly kubectl: Kubectl
  readonly say: (line: string) => void
}

/** Longer than `progressDeadlineSeconds`: the cluster gives up first and says why. */
export const ROLL_OUT_SECONDS = 330

const tier = (wanted: 'backend' | 'frontend') =>
  services.filter(({ tier }) => tier === wanted).map(({ name }) => name)

/** The gateway last, for it asks for what an old backend does not have yet. Of the backends those that follow others first
 *  (the catalogue has them after what they call): an event that an old one does not know it passes over for good. */
const names = [...tier('backend').toReversed(), ...tier('frontend')]

/** Runs the release's migrations, one Job per service. */
export async function migrate({ folder, kubectl, say }: Release) {
  await beginRelease(kubectl)
  say(await kubectl(['apply', '-f', `${folder}/namespace.yaml`, '-l', 'taskmate/step=config']))
  const applied = await kubectl([
    ...['apply', '-f', `${folder}/services`, '-l', 'taskmate/step=migrate', '--output=name'],
  ])
  for (const [, job] of applied.matchAll(/^job\S*\/(\S+)$/gm)) {
    const state = await stateOf(kubectl, job)
    if (state !== 'Complete') {
      const log = await kubectl(['logs', `job/${job}`, '--tail=50']).catch(String)
      throw new Error(`${job}: ${state}\n${log}`)
    }
    say(`${job} complete`)
  }
}

/** One after the other. Init containers get their image too: an old migration must not run before new code. */
export async function rollOut({ folder, kubectl, say }: Release) {
  const manifests = readManifests(folder)
  await beginRelease(kubectl)
  for (const name of names) {
    if (await getObject(kubectl, 'deployment', name))
      say(await kubectl(['set', 'image', `deployment/${name}`, ...imagesOf(manifests, name)]))
    say(await kubectl(['apply', '-f', `${folder}/services/${name}.yaml`]))
    say(await kubectl(status(name)))
  }
  await markRelease(kubectl, 'rolled out')
}

/** What runs is what the manifests say, and the edge answers. What fails here is never returned to. */
export async function verify(release: Release) {
  try {
    const manifests = readManifests(release.folder)
    for (const name of names) await runs(release.kubectl, name, imagesOf(manifests, name))
    await answers(originOf(manifests))
  } catch (error) {
    await markRelease(release.kubectl, 'failed')
    throw error
  }
  await markRelease(release.kubectl, 'verified')
}

/** Every service back to what ran before the release, in the opposite order; the configuration before all. One that cannot
 *  go back keeps none of the others. */
export async function undo({ kubectl, say }: Release) {
  const { templates, config } = await readReturnPoints(kubectl)
  const failures: unknown[] = []
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      failures.push(error)
    }
  }
  if (Object.keys(config).length) await attempt(() => setConfig(kubectl, config))
  const returning: string[] = []
  for (const name of names.toReversed())
    await attempt(async () => {
      const outcome = await goBack(kubectl, name, templates[name])
      say(`${name}: ${outcome}`)
      if (templates[name]) returning.push(name)
    })
  for (const name of returning) await attempt(async () => say(await kubectl(status(name))))
  await markRelease(kubectl, failures.length ? 'failed' : 'undone')
  if (failures.length) throw new Error(failures.map(String).join('\n'))
}

/** @returns what was done, in words */
async function goBack(kubectl: Kubectl, name: string, template: string | undefined) {
  const deployment = await getObject<V1Deployment>(kubectl, 'deployment', name)
  if (!deployment) return 'not in the cluster'
  if (!template) return 'no earlier release to return to, left as it is'
  const revision = (await revisionsOf(kubectl, name)).get(template)
  if (!revision)
    throw new Error(`${name}: the cluster no longer keeps its last good release (${template})`)
  if (revision === currentRevision(deployment)) return 'runs its last good release'
  await kubectl(['rollout', 'undo', `deployment/${name}`, `--to-revision=${revision}`])
  return `back to its last good release, revision ${revision}`
}

async function setConfig(kubectl: Kubectl, value: Readonly<Record<string, string>>) {
  const patch = JSON.stringify([{ op: 'replace', path: '/data', value }])
  await kubectl(['patch', 'configmap', CONFIG, '--type=json', '-p', patch])
}

async function runs(kubectl: Kubectl, name: string, images: readonly string[]) {
  const pod = (await getObject<V1Deployment>(kubectl, 'deployment', name))?.spec?.template.spec
  const live = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].map(
    (container) => `${container.name}=${container.image}`,
  )
  if (live.join() !== images.join()) throw new Error(`${name} runs ${live}`)
}

async function answers(origin: string) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(origin, { signal: AbortSignal.timeout(10_000) }).catch(String)
    if (answer instanceof Response && answer.ok) return
    if (attempt === 5)
      throw new Error(`${origin}: ${answer instanceof Response ? answer.status : answer}`)
    await pause(attempt * 1000)
  }
}

const status = (name: string) => [
  ...['rollout', 'status', `deployment/${name}`, `--timeout=${ROLL_OUT_SECONDS}s`],
]

/** Waits, at most ten minutes, for a Job to be complete or failed, whichever comes first. */
async function stateOf(kubectl: Kubectl, name = '') {
  const end = performance.now() + 600_000
  while (performance.now() < end) {
    const job = await getObject<V1Job>(kubectl, 'job', name)
    const ended = job?.status?.conditions?.find(
      ({ type, status }) => status === 'True' && ['Complete', 'Failed'].includes(type),
    )
    if (ended) return ended.type
    await pause(2000)
  }
  return 'not complete after ten minutes'
}
