import { Yaml } from 'cdk8s'

type Value = string | number | readonly never[]

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
/** A name of Kubernetes, as namespaces have them. */
const label = { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 63 }
const optionalLabel = { type: 'string', pattern: '^([a-z0-9]([a-z0-9-]*[a-z0-9])?)?$' }
/** A name of an object, or nothing. */
const optionalName = { type: 'string', pattern: '^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$' }
/** A moment as PostgreSQL takes it, which refuses one that ends in `Z`; or nothing. */
const moment = {
  type: 'string',
  pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}(:[0-9]{2})?)?$',
}
/** An address of mail, with or without a name before it. */
const sender = { type: 'string', pattern: '^[^"\\\\\\n{}@]+@[^"\\\\\\n{}@]+$' }
const host = {
  type: 'string',
  pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$',
}
const url = { type: 'string', pattern: '^https?://[A-Za-z0-9.:-]+$' }
/** A page of the web, without a slash at its end. */
const https = { type: 'string', pattern: '^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*$' }
const cidr = { type: 'string', pattern: '^[0-9a-f.:]+/[0-9]+$' }
const digest = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }
const kinds = {
  word,
  optional,
  optionalName,
  moment,
  label,
  optionalLabel,
  sender,
  host,
  url,
  https,
  cidr,
  digest,
}

/** `user-service` → `userService`: Helm's expressions know no hyphens. */
export const camelCase = (name: string) =>
  name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** What an installation may set. Each value is named where a template uses it, with what holds unless somebody sets it;
 *  `values.yaml` and its schema are what was named. */
export class Values {
  readonly #settings = new Map<string, Setting>()
  readonly #pairs = new Map<string, string>()

  /** Text as a whole value, or within one if it is a word. @param path `gateway.className` */
  text(path: string, fallback: string, kind: keyof typeof kinds = 'word') {
    this.#settings.set(path, { path, fallback, schema: kinds[kind] })
    return `{{.Values.${path}}}` as const
  }

  /** The text of a field that is left out as long as nobody says it: the whole value of the field. */
  unlessEmpty(path: string) {
    this.#settings.set(path, { path, fallback: '', schema: optionalName })
    return `{{quote .Values.${path}}}`
  }

  /** Who sets the text at `path` has to set the one at `other` too. */
  together(path: string, other: string) {
    this.#pairs.set(path, other)
  }

  /** The list of a field that is left out as long as it is empty. */
  list(path: string, items: object) {
    this.#settings.set(path, { path, fallback: [], schema: { type: 'array', items } })
    return `{{toJson .Values.${path}}}`
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
    const allOf = [...this.#pairs].map(([path, other]) => ({
      anyOf: [{ not: said(path) }, said(other)],
    }))
    return { $schema: 'http://json-schema.org/draft-07/schema#', ...root, properties, allOf }
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

/** That the text at a path is not empty. */
const said = (path: string) =>
  path
    .split('.')
    .reduceRight<object>(
      (inner, name) => ({ type: 'object', properties: { [name]: inner } }),
      someText,
    )
const someText = { type: 'string', minLength: 1 }

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
