import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recovery } from '../../environments/environment.ts'
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

/** What is applied of a rehearsal. */
function applied(recovery?: Recovery) {
  if (!staging) throw new Error('There is no staging')
  const app = new LayoutApp({ outdir: folder })
  taskmate(app, rehearsalOf(staging, { cidr: '192.0.2.1/32', port: 6443 }, recovery))
  app.synth()
  return readManifests(join(folder, 'staging')).filter(({ file }) =>
    /^(namespace|infrastructure|services|backups|monitoring\/(?!advice))/.test(file),
  )
}

test('the rehearsal needs no kinds but those of Kubernetes and of the operators that it installs', () => {
  const all = applied()
  expect(all.length).toBeGreaterThan(50)
  const foreign = all.filter(
    ({ apiVersion }) => !ownGroup.test(apiVersion) && !installed.test(apiVersion),
  )
  expect(foreign.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([])
})

test('a PostgreSQL that comes back reads one folder of the bucket and archives into another', () => {
  const cluster = applied({ from: 'postgres', archive: 'postgres-2' }).find(
    ({ kind }) => kind === 'Cluster',
  )
  const folderOf = (serverName: string) => ({
    name: 'barman-cloud.cloudnative-pg.io',
    parameters: { barmanObjectName: 'postgres-backups', serverName },
  })
  expect(cluster?.spec).toMatchObject({
    bootstrap: { recovery: { source: 'postgres' } },
    externalClusters: [{ name: 'postgres', plugin: folderOf('postgres') }],
    plugins: [{ ...folderOf('postgres-2'), isWALArchiver: true }],
  })
  expect(Object(cluster?.spec).bootstrap).not.toHaveProperty('initdb')
})
