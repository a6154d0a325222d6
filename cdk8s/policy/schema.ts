import * as models from '@kubernetes/client-node'
import type { Manifest } from '../manifests.ts'
import { hasModel, refusalsOf } from './models.ts'
import { objectRule, type Rule } from './rule.ts'

interface Attribute {
  readonly baseName: string
  readonly type: string
}

interface Model {
  getAttributeTypeMap(): Attribute[]
}

const known = new Map<string, Model>(
  Object.entries(models).flatMap(([name, model]) => (isModel(model) ? [[name, model]] : [])),
)

/** Custom kinds without published schema: each is built from a typed literal, and tried against a cluster. */
const custom = [
  'Cluster',
  'Database',
  'ExternalSecret',
  'Gateway',
  'HTTPRoute',
  'ObjectStore',
  'ScheduledBackup',
  'VerticalPodAutoscaler',
]

export const schema: readonly Rule[] = [
  objectRule('schema', unknownIn),
  objectRule('schema-values', refusalsOf),
]

function unknownIn({ file: _file, ...object }: Manifest): string[] {
  if (custom.includes(object.kind)) return []
  const version = object.apiVersion.split('/').at(-1) ?? ''
  const type = `${version.charAt(0).toUpperCase()}${version.slice(1)}${object.kind}`
  if (!hasModel(object)) return [`${type} is unknown`]
  // Custom kinds with a model are looked at by it alone.
  return known.has(type) ? walk(object, type, object.kind) : []
}

/** Unknown fields and wrong types, by the model generated from the API server's own description. */
function walk(value: unknown, type: string, path: string): string[] {
  const [, items] = /^Array<(.*)>$/.exec(type) ?? []
  const [, values] = /^\{ \[key: string\]: (.*); \}$/.exec(type) ?? []
  if (items)
    return Array.isArray(value)
      ? value.flatMap((item, index) => walk(item, items, `${path}[${index}]`))
      : [`${path} is no list`]
  if (values)
    return Object.entries(Object(value)).flatMap(([key, one]) =>
      walk(one, values, `${path}.${key}`),
    )
  if (type === 'IntOrString')
    return ['number', 'string'].includes(typeof value) ? [] : [`${path} is neither number nor text`]
  const model = known.get(type)
  if (model) {
    if (typeof value !== 'object' || value === null) return [`${path} is no ${type}`]
    const attributes = model.getAttributeTypeMap()
    return Object.entries(value).flatMap(([name, one]) => {
      const attribute = attributes.find(({ baseName }) => baseName === name)
      return attribute
        ? walk(one, attribute.type, `${path}.${name}`)
        : [`${path}.${name} is unknown`]
    })
  }
  const primitive = ['string', 'number', 'boolean'].includes(type)
  return primitive && typeof value !== type ? [`${path} is no ${type}`] : []
}

function isModel(value: unknown): value is Model {
  return typeof value === 'function' && 'getAttributeTypeMap' in value
}
