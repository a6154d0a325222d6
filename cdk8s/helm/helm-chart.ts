import { join } from 'node:path'
import { Yaml } from 'cdk8s'
import type { Construct } from 'constructs'
import { Folder, type Rendered } from '../layout-app.ts'
import type { Values } from './values.ts'

export interface HelmChartProps {
  readonly name: string
  readonly description: string
  readonly version: string
  readonly kubeVersion: string
  readonly values: Values
  /** What each group of values is about. */
  readonly about: Readonly<Record<string, string>>
  /** Kind of object → value without which it is left out. */
  readonly needs: Readonly<Record<string, string>>
  /** The object with values put in, beyond those that it was made with. */
  readonly change: (object: Rendered) => Rendered
  /** What Helm says after an installation. */
  readonly notes: string
}

/** A folder of manifests as a chart of Helm: what a value says stands in the templates as `{{.Values.…}}`. */
export class HelmChart extends Folder {
  readonly #props: HelmChartProps

  constructor(scope: Construct, folder: string, props: HelmChartProps) {
    super(scope, join(folder, props.name), { namespace: '{{.Release.Namespace}}' })
    this.#props = props
  }

  override files(): Map<string, string> {
    const { name, description, version, kubeVersion, values, about, notes } = this.#props
    const templates = this.listed().map((file): [string, string] => [
      join('templates', file.file),
      file
        .rendered()
        .map((object) => this.#template(object))
        .join(''),
    ])
    const chart = { apiVersion: 'v2', type: 'application', name, description, version, kubeVersion }
    // Templates come first: they name the values.
    const files: [string, string][] = [
      ['Chart.yaml', Yaml.stringify(chart)],
      ['values.yaml', values.yaml(about)],
      ['values.schema.json', `${JSON.stringify(values.schema(), undefined, 2)}\n`],
      ...templates,
      ['templates/NOTES.txt', notes],
    ]
    return new Map(files.map(([file, text]) => [join(this.folder, file), text]))
  }

  #template(object: Rendered) {
    const { kind } = object
    // Helm installs into a namespace that is there.
    if (kind === 'Namespace') return ''
    const changed = withTexts(this.#props.change(object))
    const text = `---\n${withoutEmpty(withNumbers(Yaml.stringify(changed)))}`
    const needed = this.#props.needs[kind]
    return needed ? `{{if .Values.${needed}}}\n${text}{{end}}\n` : text
  }
}

/** Where Helm would read another program's template, Grafana's or Alertmanager's, it reads two braces. Pods roll when a
 *  value that they read at their start changes. */
const withTexts = <T>(object: T): T =>
  JSON.parse(JSON.stringify(object), (key, value) => {
    if (key === 'taskmate/config-checksum') return `${value}-{{.Values | toJson | sha256sum}}`
    if (typeof value !== 'string' || value.startsWith('{{if .Values.')) return value
    return value.replace(foreign, '{{`{{`}}')
  })
const foreign = /\{\{(?!((int|quote|toJson) )?\.(Values|Release)\b)/g

/** YAML quotes what begins with a brace, and a number in quotes is none. */
const withNumbers = (yaml: string) => yaml.replace(/(["'])(\{\{int \.Values\.[\w.]+\}\})\1/g, '$2')

/** A field whose value may be empty is there with a value only; JSON is YAML, without quotes. */
const withoutEmpty = (yaml: string) =>
  yaml
    .replace(
      /^( *\w+: )(["'])(\{\{(?:quote|toJson) (\.Values\.[\w.]+)\}\})\2\n/gm,
      '{{if $4}}\n$1$3\n{{end}}\n',
    )
    .replace(
      /^( *\w+: )'(\{\{if (\.Values\.[\w.]+)\}\}(.*)\{\{end\}\})'\n/gm,
      (_, field, whole, condition, json) =>
        whole.includes('{{else}}')
          ? `${field}${whole}\n`
          : `{{if ${condition}}}\n${field}${json}\n{{end}}\n`,
    )
