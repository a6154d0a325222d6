// Writes the document of the REST interface from the routers; `--check` writes nothing and fails where it is not what they
// say, or where it breaks programs that were written for the last release. `--release` makes it what later ones are held to.
import { readFileSync, writeFileSync } from 'node:fs'
import { apiDocument } from './api-document/document.ts'

const path = 'services/frontend-service/rest/openapi.json'
const text = `${JSON.stringify(apiDocument(), null, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (readFileSync(path, 'utf8') !== text) {
  process.stderr.write(`${path} is out of date. Run: node --import tsx bin/openapi.ts\n`)
  process.exitCode = 1
}
