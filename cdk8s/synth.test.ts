import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from './environments/environment.ts'
import { environments, production } from './environments/environments.ts'
import { helmChart } from './helm/chart.ts'
import { LayoutApp } from './layout-app.ts'
import { parse, workloadsOf } from './manifests.ts'
import { taskmate } from './taskmate.ts'

function synthesized(of: readonly Environment[] = environments) {
  const outdir = mkdtempSync(join(tmpdir(), 'taskmate-synth-'))
  const app = new LayoutApp({ outdir })
  for (const environment of of) taskmate(app, environment)
  if (of === environments) helmChart(app, production)
  app.synth()
  const files = read(outdir)
  rmSync(outdir, { recursive: true })
  return files
}

const read = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )

test('the committed manifests are what the constructs say, byte for byte and every time', () => {
  const first = synthesized()
  expect(first).toEqual(read('dist'))
  expect(synthesized()).toEqual(first)
})

test('where the cluster gives out users and groups no pod names one, and all stay without root', () => {
  const files = synthesized(environments.map((one) => ({ ...one, userIds: 'cluster' })))
  const workloads = workloadsOf(
    Object.entries(files).flatMap(([file, text]) =>
      file.endsWith('kustomization.yaml') ? [] : parse(text, file),
    ),
  )
  expect(workloads.length).toBeGreaterThan(20)
  for (const { pod } of workloads) {
    expect(JSON.stringify(pod)).not.toMatch(/"(runAsUser|runAsGroup|fsGroup\w*)"/)
    expect(pod.securityContext?.runAsNonRoot).toBe(true)
  }
})
