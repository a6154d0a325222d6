// Writes the document of the REST interface from the routers; `--check` writes nothing and fails where it is not what they
// say, or where it breaks programs that were written for the last release. `--release` makes it what later ones are held to.
import { readFileSync, writeFileSync } from 'node:fs'
import { accepted } from './api-document/accepted.ts'
import { breakingChanges } from './api-document/breaking-changes.ts'
import { apiDocument } from './api-document/document.ts'

const path = 'services/frontend-service/rest/openapi.json'
const released = 'bin/api-document/released.json'
const document = apiDocument()
const text = `${JSON.stringify(document, null, 2)}\n`

function fail(message: string) {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

if (process.argv.includes('--check')) {
  if (readFileSync(path, 'utf8') !== text) fail(`${path} is out of date. Run: bin/openapi`)
  const changes = breakingChanges(
    JSON.parse(readFileSync(released, 'utf8')),
    // As it is served.
    JSON.parse(text),
  )
  for (const change of changes.filter((one) => !Object.hasOwn(accepted, one)))
    fail(`${change}\n  breaks programs. Keep it, or say in bin/api-document/accepted.ts why not.`)
  for (const change of Object.keys(accepted).filter((one) => !changes.includes(one)))
    fail(
      `${change}\n  is accepted and does not happen. Take it out of bin/api-document/accepted.ts.`,
    )
} else {
  writeFileSync(path, text)
  if (process.argv.includes('--release')) writeFileSync(released, `${JSON.stringify(document)}\n`)
}
