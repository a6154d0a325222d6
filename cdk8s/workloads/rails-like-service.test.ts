import { Folder, LayoutApp } from '../layout-app.ts'
import { find, ofKind, parse } from '../manifests.ts'
import { RailsLikeService } from './rails-like-service.ts'
import type { RailsLikeServiceProps } from './service-container.ts'

const budget = (memory: string) => ({ cpu: '100m', memory, ephemeralStorage: '64Mi' })

const props: RailsLikeServiceProps = {
  image: { repository: 'taskmate/mail-service', digest: 'sha256:00', pullPolicy: 'Always' },
  environment: 'production',
  port: 3010,
  tier: 'backend',
  migration: 'init',
  scale: { replicas: 2 },
  resources: { requests: budget('256Mi'), limits: budget('512Mi') },
  envFrom: { configMaps: ['taskmate-config'], secrets: ['taskmate-secrets'] },
  configChecksum: 'abc',
  priorityClass: 'taskmate-service',
}

function rendered(changed: Partial<RailsLikeServiceProps> = {}) {
  const app = new LayoutApp({ outdir: '/nowhere' })
  const folder = new Folder(app, 'production', { namespace: 'taskmate' })
  new RailsLikeService(folder.file('mail'), 'mail-service', { ...props, ...changed })
  return parse([...folder.files().values()][0] ?? '', 'mail.yaml')
}

function problems(changed: Partial<RailsLikeServiceProps>) {
  const app = new LayoutApp({ outdir: '/nowhere' })
  const file = new Folder(app, 'production', { namespace: 'taskmate' }).file('mail')
  new RailsLikeService(file, 'mail-service', { ...props, ...changed })
  return () => app.synth()
}

const podOf = (changed: Partial<RailsLikeServiceProps> = {}) =>
  find(rendered(changed), 'Deployment', 'mail-service').spec?.template.spec

test('a URL, a selector and a name are all that others need to know', () => {
  const app = new LayoutApp({ outdir: '/nowhere' })
  const file = new Folder(app, 'x', { namespace: 'x' }).file('mail')
  const service = new RailsLikeService(file, 'mail-service', props)
  expect(service).toMatchObject({
    name: 'mail-service',
    url: 'http://mail-service:3010',
    selector: { app: 'mail-service' },
  })
})

test('a stopping pod gets time: to be forgotten, to drain, to answer its longest request', () => {
  expect(podOf()?.terminationGracePeriodSeconds).toBe(40)
  expect(podOf({ longestRequestSeconds: 60 })?.terminationGracePeriodSeconds).toBe(85)
  expect(podOf()?.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } })
})

test('the heap stays below the memory limit', () => {
  const env = podOf()?.containers[0]?.env
  expect(env).toContainEqual({ name: 'NODE_OPTIONS', value: '--max-old-space-size=384' })
})

test('migrations run in each pod, in one Job that pods wait for, or not at all', () => {
  const command = (changed: Partial<RailsLikeServiceProps>) =>
    podOf(changed)?.initContainers?.map((container) => container.command?.join(' '))
  expect(command({ migration: 'init' })).toEqual(['node migrate.js deploy'])
  expect(command({ migration: 'job' })).toEqual(['node migrate.js wait'])
  expect(command({ migration: 'none' })).toBeUndefined()
})

test('a Job has another name for every release, and pods that the Service does not select', () => {
  const job = (changed: Partial<RailsLikeServiceProps>) => ofKind(rendered(changed), 'Job')[0]
  const first = job({ migration: 'job' })
  const image = { ...props.image, digest: 'sha256:11', pullPolicy: 'Always' } as const
  expect(first?.metadata.name).toMatch(/^mail-service-migrate-[0-9a-f]{8}$/)
  expect(job({ migration: 'job', image })?.metadata.name).not.toBe(first?.metadata.name)
  expect(job({ migration: 'job' })?.metadata.name).toBe(first?.metadata.name)
  expect(first?.spec?.template.metadata?.labels?.app).toBe('mail-service-migrate')
  expect(first?.spec).toMatchObject({ activeDeadlineSeconds: 600, ttlSecondsAfterFinished: 86_400 })
})

test('init containers have no probes: the API server refuses them', () => {
  const [migrate] = podOf()?.initContainers ?? []
  expect(Object.keys(migrate ?? {}).filter((key) => key.endsWith('Probe'))).toEqual([])
})

test('with an autoscaler the Deployment leaves the number of pods alone', () => {
  const scaled = rendered({ scale: { min: 2, max: 6, cpuPercent: 70 } })
  expect(find(scaled, 'Deployment', 'mail-service').spec).not.toHaveProperty('replicas')
  expect(find(scaled, 'HorizontalPodAutoscaler', 'mail-service').spec).toMatchObject({
    minReplicas: 2,
    maxReplicas: 6,
  })
  expect(find(scaled, 'PodDisruptionBudget', 'mail-service').spec).toMatchObject({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  })
})

test.each([
  [
    'pull policy Never is for development',
    { image: { repository: 'a', tag: 'latest', pullPolicy: 'Never' } },
  ],
  ['port 3010 is used twice', { metricsPort: 3010 }],
  ['port 80 needs privileges', { port: 80 }],
  ['min is above max', { scale: { min: 4, max: 2, cpuPercent: 70 } }],
] satisfies [string, Partial<RailsLikeServiceProps>][])(
  '%s, says the synth with the path',
  (text, changed) => {
    expect(problems(changed)).toThrow(`[production/mail.yaml/mail-service] mail-service: `)
    expect(problems(changed)).toThrow(text)
  },
)
