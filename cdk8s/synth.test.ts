import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environments } from './environments/environments.ts'
import { LayoutApp } from './layout-app.ts'
import { taskmate } from './taskmate.ts'

function synthesized() {
  const outdir = mkdtempSync(join(tmpdir(), 'taskmate-synth-'))
  const app = new LayoutApp({ outdir })
  for (const environment of environments) taskmate(app, environment)
  app.synth()
  const files = read(outdir)
  rmSync(outdir, { recursive: true })
  return files
}

const read = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )

test('the committed manifests are what the constructs say, byte for byte and every time', () => {
  const first = synthesized()
  expect(first).toEqual(read('dist'))
  expect(synthesized()).toEqual(first)
})
