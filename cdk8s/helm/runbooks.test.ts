import { readdirSync, readFileSync } from 'node:fs'
import { defaults, rendered } from './testing/render.ts'

const runbooks = readdirSync('docs/runbooks').map((name): [string, string] => [
  name,
  readFileSync(`docs/runbooks/${name}`, 'utf8'),
])
const made = new Set(
  rendered(defaults).map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`),
)

/** What only a copy of the source has. */
const source = /(?<![\w./-])(?:bin|dist|cdk8s)\/[\w-]+/
/** What stands in for it: the chart, or an edit that the next release takes back. */
const instead = /helm|chart|until the next/

/** Blocks of commands, and lines of text. */
const partsOf = (text: string) => [
  ...[...text.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block = '']) => block),
  ...text.replace(/```[\s\S]*?```/g, '').split('\n'),
]

test.each(runbooks)('%s can be followed with kubectl, helm and the chart alone', (_, text) => {
  const asksForMore = partsOf(text).filter((part) => source.test(part) && !instead.test(part))
  expect(asksForMore).toEqual([])
  // Plugins of kubectl are more programs; a primary has the name of any instance.
  expect(text.match(/^kubectl (cnpg|cert-manager)\b.*/gm)).toBeNull()
  expect(text).not.toMatch(/postgres-\d -c/)
})

test.each(runbooks)('what %s acts upon is in the chart, by the same name', (_, text) => {
  const code = [...text.matchAll(/```bash\n[\s\S]*?```|`[^`\n]+`/g)].join('\n')
  const named = [
    ...code.matchAll(/\b(deployment|statefulset|cronjob|service|hpa|quota)[/ ]([a-z][a-z-]+)/g),
  ]
  const missing = named
    .map(([, kind = '', name]) => `${long[kind] ?? kind}/${name}`)
    .filter((one) => !made.has(one))
  expect(missing).toEqual([])
})

const long: Readonly<Record<string, string>> = {
  hpa: 'horizontalpodautoscaler',
  quota: 'resourcequota',
}
