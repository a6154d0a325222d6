import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { thirdParty } from './images.ts'

/** Writes the digests of a release: `node --import tsx cdk8s/release/write-digests.ts ENVIRONMENT FOLDER`. The folder has one file per
 *  image that was just built; without it the environment gets what staging runs. */
const [, , environment = '', folder = ''] = process.argv
const releaseFile = (name: string) => new URL(`${name}.json`, import.meta.url)

const digests = existsSync(folder)
  ? { ...built(folder), ...resolved() }
  : JSON.parse(readFileSync(releaseFile('staging'), 'utf8'))
writeFileSync(releaseFile(environment), `${JSON.stringify(digests, null, 2)}\n`)

function built(from: string) {
  return Object.fromEntries(
    readdirSync(from).map((name) => [name, readFileSync(join(from, name), 'utf8').trim()]),
  )
}

function resolved() {
  return Object.fromEntries(
    Object.entries(thirdParty).map(([name, image]) => [
      name,
      execFileSync(
        'docker',
        ['buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'],
        { encoding: 'utf8' },
      ).trim(),
    ]),
  )
}
