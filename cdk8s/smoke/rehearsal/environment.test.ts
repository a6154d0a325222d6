import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LayoutApp } from '../../layout-app.ts'
import { readManifests } from '../../manifests.ts'
import { taskmate } from '../../taskmate.ts'
import { rehearsalOf, staging } from './environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Groups of the API that Kubernetes itself serves. */
const ownGroup = /^(v1|(apps|batch|autoscaling|policy)\/v\d|[\w.]+\.k8s\.io\/v\d)$/

test('what the rehearsal applies needs no operator and no kinds of one', () => {
  if (!staging) throw new Error('There is no staging')
  const app = new LayoutApp({ outdir: folder })
  taskmate(app, rehearsalOf(staging))
  app.synth()
  const applied = readManifests(join(folder, 'staging')).filter(({ file }) =>
    /^(namespace|infrastructure|services|backups)\b/.test(file),
  )
  expect(applied.length).toBeGreaterThan(50)
  const foreign = applied.filter(({ apiVersion }) => !ownGroup.test(apiVersion))
  expect(foreign.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([])
})
