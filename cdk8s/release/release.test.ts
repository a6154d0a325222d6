import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environments } from '../environments/environments.ts'
import { Folder, LayoutApp } from '../layout-app.ts'
import { taskmate } from '../taskmate.ts'
import { releasedImages } from './images.ts'

const production = environments.filter(({ name }) => name === 'production')

/** Files of production with another digest of every image of ours. */
function released(digit: string) {
  const folder = mkdtempSync(join(tmpdir(), 'taskmate-release-'))
  const app = new LayoutApp({ outdir: folder })
  for (const environment of production) {
    const { own, other } = environment.images
    const images = {
      other,
      own: (name: string) => {
        const image = own(name)
        return 'digest' in image
          ? { ...image, digest: `sha256:${digit.repeat(64)}` as const }
          : image
      },
    }
    taskmate(app, { ...environment, images })
  }
  const [layout] = app.node.children.filter((child): child is Folder => child instanceof Folder)
  const files = [...(layout?.files() ?? [])].flatMap(([file, text]) =>
    text.split('\n').map((line) => `${file}: ${line}`),
  )
  rmSync(folder, { recursive: true })
  return files
}

test('a release changes image digests and names of migration Jobs, nothing else', () => {
  const [before, after] = [released('1'), released('2')]
  expect(after).toHaveLength(before.length)
  const changed = after.filter((line, index) => line !== before[index])
  expect(changed.length).toBeGreaterThan(10)
  const expected = /: +(- )?image: |: {3}name: [a-z]+-service-migrate-[0-9a-f]{8}$/
  expect(changed.filter((line) => !expected.test(line))).toEqual([])
})

test('on the main branch digests are zeros: an accidental apply pulls nothing', () => {
  for (const environment of ['staging', 'production']) {
    const text = readFileSync(`cdk8s/release/${environment}.json`, 'utf8')
    for (const digest of Object.values(JSON.parse(text)))
      expect(digest).toBe(`sha256:${'0'.repeat(64)}`)
  }
})

test('a release that forgets an image is refused', () => {
  expect(() => releasedImages('registry', 'staging').own('mail-service')).toThrow(
    'staging.json has no digest of mail-service',
  )
})
