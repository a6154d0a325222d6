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

/** Groups of the operators that the rehearsal installs. */
const installed = /^(postgresql\.cnpg\.io|barmancloud\.cnpg\.io)\/v1$/

test('the rehearsal needs no kinds but those of Kubernetes and of the operators that it installs', () => {
  if (!staging) throw new Error('There is no staging')
  const app = new LayoutApp({ outdir: folder })
  taskmate(app, rehearsalOf(staging, { cidr: '192.0.2.1/32', port: 6443 }))
  app.synth()
  const applied = readManifests(join(folder, 'staging')).filter(({ file }) =>
    /^(namespace|infrastructure|services|backups|monitoring\/(?!advice))/.test(file),
  )
  expect(applied.length).toBeGreaterThan(50)
  const foreign = applied.filter(
    ({ apiVersion }) => !ownGroup.test(apiVersion) && !installed.test(apiVersion),
  )
  expect(foreign.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([])
})
