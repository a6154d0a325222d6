import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { type Manifest, parse } from '../../manifests.ts'

export const folder = 'dist/helm/taskmate'
export const defaults = parseYaml(readFileSync(`${folder}/values.yaml`, 'utf8'))
export const release = { Namespace: 'taskmate-production', Revision: 1 }

const valueAt = (root: unknown, path: string) =>
  path.split('.').reduce((value, name) => Object(value)[name], root)

/** Helm takes a list without entries for nothing. */
const isSet = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/** A condition with no other inside. */
const innermost =
  /\{\{if \.Values\.([\w.]+)\}\}\n?((?:(?!\{\{(?:if|else|end)\b)[\s\S])*)(?:\{\{else\}\}((?:(?!\{\{(?:if|else|end)\b)[\s\S])*))?\{\{end\}\}\n?/

/** What Helm makes of a template that has nothing but conditions, values and two braces in it. */
export function render(template: string, values: object) {
  let text = template
  for (let found = innermost.exec(text); found; found = innermost.exec(text)) {
    const [whole, path = '', then = '', otherwise = ''] = found
    // A condition in a line leaves the line's end.
    const end = !then.endsWith('\n') && whole.endsWith('\n') ? '\n' : ''
    text = text.replace(whole, () => (isSet(valueAt(values, path)) ? then : otherwise) + end)
  }
  return text
    .replace(/\{\{(?:quote|toJson) \.Values\.([\w.]+)\}\}/g, (_, path) =>
      JSON.stringify(valueAt(values, path)),
    )
    .replaceAll('{{.Values | toJson | sha256sum}}', 'a checksum')
    .replace(/\{\{(?:int )?\.(Values|Release)\.([\w.]+)\}\}/g, (_, root, path) =>
      String(valueAt(root === 'Values' ? values : release, path)),
    )
    .replaceAll('{{`{{`}}', '{{')
}

export const templates = readdirSync(`${folder}/templates`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(folder, 'templates', file), 'utf8'))

export const rendered = (values: object) =>
  templates.flatMap((template) => objectsOf(render(template, values)))

export const objectsOf = (text: string): Manifest[] =>
  parse(text, 'chart').filter(({ kind }) => kind)
