import { Yaml } from 'cdk8s'

type Value = string | number

/** A group of values, or one of them. */
interface Tree<Leaf> {
  [name: string]: Leaf | Tree<Leaf>
}

interface Setting {
  readonly path: string
  readonly fallback: Value
  readonly schema: object
}

/** What goes into the middle of other text as well: nothing that YAML, a URL or a shell would read otherwise. */
const word = { type: 'string', pattern: '^[A-Za-z0-9._~:/@+,-]+$' }
/** A word, or nothing, where what needs it can be left out. */
const optional = { type: 'string', pattern: '^[A-Za-z0-9._~:/@+,-]*$' }
/** A whole value of its own. */
const line = { type: 'string', pattern: '^[^"\\\\\\n{}]+$' }
const host = { type: 'string', pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' }
const url = { type: 'string', pattern: '^https?://[A-Za-z0-9.:-]+$' }
const cidr = { type: 'string', pattern: '^[0-9a-f.:]+/[0-9]+$' }
const digest = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }
const kinds = { word, optional, line, host, url, cidr, digest }

/** What an installation may set. Each value is named where a template uses it, with what holds unless somebody sets it;
 *  `values.yaml` and its schema are what was named. */
export class Values {
  readonly #settings = new Map<string, Setting>()

  /** Text as a whole value, or within one if it is a word. @param path `gateway.className` */
  text(path: string, fallback: string, kind: keyof typeof kinds = 'word') {
    this.#settings.set(path, { path, fallback, schema: kinds[kind] })
    return `{{.Values.${path}}}` as const
  }

  /** A whole number from `minimum` to `maximum`. */
  number(path: string, fallback: number, range: { minimum: number; maximum?: number }) {
    this.#settings.set(path, { path, fallback, schema: { type: 'integer', ...range } })
    return `{{int .Values.${path}}}`
  }

  /** `values.yaml`, `about` each of its groups. */
  yaml(about: Readonly<Record<string, string>>) {
    const groups = Object.entries(this.#tree(({ fallback }) => fallback))
    return groups
      .map(([name, group]) => {
        const comment = about[name]
        if (!comment) throw new Error(`Nothing says what the value ${name} is about`)
        return `# ${comment}\n${Yaml.stringify({ [name]: group })}`
      })
      .join('\n')
  }

  /** The JSON schema by which Helm checks values before it makes anything. */
  schema() {
    const root = closed(this.#tree(({ schema }) => new Leaf(schema)))
    // What a chart gives to those that it is made of.
    const properties = { ...root.properties, global: { type: 'object' } }
    return { $schema: 'http://json-schema.org/draft-07/schema#', ...root, properties }
  }

  #tree<T>(leafOf: (setting: Setting) => T): Tree<T> {
    const tree: Tree<T> = {}
    for (const setting of this.#settings.values()) {
      const names = setting.path.split('.')
      const last = names.pop() ?? ''
      let group = tree
      for (const name of names) {
        group[name] ??= {}
        group = group[name] as Tree<T>
      }
      group[last] = leafOf(setting)
    }
    return tree
  }
}

/** Tells the schema of a value from a group of values. */
class Leaf {
  readonly schema: object

  constructor(schema: object) {
    this.schema = schema
  }
}

/** An object that has all of these properties and no other. */
function closed(tree: Tree<Leaf>): { properties: Record<string, unknown> } {
  const properties = Object.fromEntries(
    Object.entries(tree).map(([name, part]): [string, object] => [
      name,
      part instanceof Leaf ? part.schema : closed(part),
    ]),
  )
  const required = Object.keys(properties)
  return Object.assign({ type: 'object', properties, required, additionalProperties: false })
}
