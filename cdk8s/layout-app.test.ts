import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JsonPatch } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { FileChart, Folder, LayoutApp } from './layout-app.ts'

const outdir = mkdtempSync(join(tmpdir(), 'taskmate-layout-'))
afterAll(() => rmSync(outdir, { recursive: true }))

const folderIn = (app: LayoutApp) => new Folder(app, 'somewhere', { namespace: 'here' })
const written = (file: string) => readFileSync(join(outdir, 'somewhere', file), 'utf8')

test('each chart is a file, listed in the order in which it was made', () => {
  const app = new LayoutApp({ outdir })
  const folder = folderIn(app)
  new k8s.KubeNamespace(folder.file('second/namespace'), 'a', { metadata: { name: 'here' } })
  new k8s.KubeConfigMap(folder.file('first'), 'b', { metadata: { name: 'config' } })
  new k8s.KubeConfigMap(folder.file('by-hand', { listed: false }), 'c', { metadata: { name: 'c' } })
  app.synth()
  expect(written('second/namespace.yaml')).not.toContain('namespace: here')
  expect(written('first.yaml')).toContain('namespace: here')
  expect(written('by-hand.yaml')).toContain('name: c')
  expect(written('kustomization.yaml')).toMatch(/- second\/namespace\.yaml\n +- first\.yaml\n$/)
})

test('a field that the types do not know yet reaches the file', () => {
  const app = new LayoutApp({ outdir })
  const file = folderIn(app).file('newer')
  const config = new k8s.KubeConfigMap(file, 'config', { metadata: { name: 'config' } })
  FileChart.of(config).newer(config, JsonPatch.add('/future', { field: 1 }))
  app.synth()
  expect(written('newer.yaml')).toContain('future:\n  field: 1')
})

test('objects keep the order of their dependencies', () => {
  const app = new LayoutApp({ outdir })
  const file = folderIn(app).file('ordered')
  const late = new k8s.KubeConfigMap(file, 'late', { metadata: { name: 'late' } })
  const early = new k8s.KubeConfigMap(file, 'early', { metadata: { name: 'early' } })
  late.addDependency(early)
  app.synth()
  expect(written('ordered.yaml')).toMatch(/name: early[\s\S]*name: late/)
})

test('an object without a name, and two charts for one file, are refused', () => {
  const folder = folderIn(new LayoutApp({ outdir }))
  expect(() => new k8s.KubeConfigMap(folder.file('nameless'), 'x', {})).toThrow(
    'somewhere/nameless.yaml/x needs metadata.name',
  )
  expect(() => folder.file('nameless')).toThrow('already a Construct')
})

test('what a construct complains about fails the synth, with its path', () => {
  const app = new LayoutApp({ outdir })
  const file = folderIn(app).file('bad')
  file.node.addValidation({ validate: () => ['this is wrong'] })
  expect(() => app.synth()).toThrow('[somewhere/bad.yaml] this is wrong')
})
