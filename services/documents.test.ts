import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'STYLE.md', 'SECURITY.md'],
  'docs/operations.md',
  'docs/api.md',
  'docs/cli.md',
  'docs/filters.md',
  'docs/quick-add.md',
  'docs/rights.md',
  ...readdirSync('docs/runbooks').map((name) => `docs/runbooks/${name}`),
]
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Where a path that a document names may begin. */
const roots = ['', 'services', 'services/frontend-service', 'services/task-service', 'docs']
const named =
  /(?<![\w./:-])(?:[\w-]+\/)*[\w-]+\.(?:ts|tsx|md|json|prisma|toml|css|mjs|ya?ml)\b(?!\.)/g
const script = /(?<![\w./-])bin\/[\w-]+(?:\.\w+)?/g

/** What stands between backticks or in a block of code, without what a reader fills in. */
const codeOf = (text: string) =>
  [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)]
    .map(([code]) => code)
    .filter((code) => !/[<…]/.test(code) || code.startsWith('```'))
    .join('\n')

test.each(documents)('every file and command that %s names is there', (path) => {
  const text = readFileSync(path, 'utf8')
  const code = codeOf(text)
  const files = [...code.matchAll(named)].map(([file]) => file)
  const missing = [...files.filter((file) => file.includes('/')), ...(code.match(script) ?? [])]
    .filter((file) => !roots.some((root) => existsSync(join(root, file))))
    .filter((file) => !/^(build|postgres|dumps)\//.test(file))
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link)
  const broken = links.filter(
    (link) => !['', '.md'].some((end) => existsSync(join(dirname(path), link + end))),
  )
  const commands = [...code.matchAll(/npm (?:run )?([a-z]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !(name in scripts) && !/^(ci|install|audit|exec)$/.test(name))
  expect({ missing, broken, commands }).toEqual({ missing: [], broken: [], commands: [] })
})

test('decisions have numbers of their own, one after the other, and say them in their headings', () => {
  const files = readdirSync('docs/decisions').sort()
  const numbers = files.map((_, nth) => String(nth + 1).padStart(3, '0'))
  expect(files.map((file) => file.slice(0, 3))).toEqual(numbers)
  for (const file of files)
    expect([file, readFileSync(join('docs/decisions', file), 'utf8').slice(0, 6)]).toEqual([
      ...[file, `# ${file.slice(0, 3)} `],
    ])
})
