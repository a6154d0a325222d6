import type { Schema } from './document.ts'

/** An OpenAPI document, as far as it is read here. */
export interface ApiDocument {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components: { readonly schemas: { readonly [name: string]: Schema } }
}
interface Operation {
  readonly operationId?: string
  readonly 'x-scope'?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses?: { readonly [status: string]: Content }
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
}
interface Content {
  readonly required?: boolean
  readonly content?: { readonly [type: string]: { readonly schema?: Schema } }
}

/** What programs that were written for `before` would trip over in `after`, a sentence each: what is gone, what is asked for
 *  in addition, what is narrower or of another type. */
export function breakingChanges(before: ApiDocument, after: ApiDocument): string[] {
  const found: string[] = []
  for (const [path, item] of Object.entries(before.paths))
    for (const [method, operation] of Object.entries(item)) {
      const name = `${method.toUpperCase()} ${path}`
      const now = after.paths[path]?.[method]
      if (now)
        found.push(...changesOf(operation, now, { before, after }).map((say) => `${name}: ${say}`))
      else found.push(`${name} is gone`)
    }
  return found
}

interface Documents {
  readonly before: ApiDocument
  readonly after: ApiDocument
}

function changesOf(before: Operation, after: Operation, documents: Documents) {
  const found: string[] = []
  for (const field of ['operationId', 'x-scope'] as const)
    if (before[field] !== after[field])
      found.push(`${field} was ${before[field]}, is ${after[field]}`)
  found.push(
    ...compared(inputOf(before), inputOf(after), { ...documents, isInput: true, at: 'input' }),
  )
  for (const [status, content] of Object.entries(before.responses ?? {})) {
    if (!status.startsWith('2')) continue
    const now = after.responses?.[status]
    if (!now) found.push(`status ${status} is gone`)
    else
      found.push(
        ...compared(schemaIn(content), schemaIn(now), {
          ...documents,
          isInput: false,
          at: 'answer',
        }),
      )
  }
  return found
}

const schemaIn = (content: Content | undefined): Schema =>
  content?.content?.['application/json']?.schema ?? {}

/** All that an operation asks for, as one object: `query.limit`, `body.title`. */
function inputOf({ parameters = [], requestBody }: Operation): Schema {
  const body = schemaIn(requestBody)
  const fields = [
    ...parameters.map(
      ({ name, in: place, required, schema = {} }) =>
        [`${place}.${name}`, schema, required] as const,
    ),
    ...Object.entries(body.properties ?? {}).map(
      ([name, schema]) => [`body.${name}`, schema, body.required?.includes(name)] as const,
    ),
  ]
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, schema])),
    required: fields.flatMap(([name, , isNeeded]) => (isNeeded ? [name] : [])),
  }
}

interface Place extends Documents {
  readonly isInput: boolean
  /** Path of the schema, for people. */
  readonly at: string
}

/** Words of a schema that say how much or how little there may be: less of `most` and more of `least` is narrower. */
const most = ['maximum', 'maxLength', 'maxItems', 'exclusiveMaximum']
const least = ['minimum', 'minLength', 'minItems', 'exclusiveMinimum']

function compared(before: Schema, after: Schema, place: Place): string[] {
  const [old, now] = [resolved(before, place.before), resolved(after, place.after)]
  const { isInput, at } = place
  const [types, nowTypes] = [typesOf(old), typesOf(now)]
  if (types && nowTypes) {
    // An input may become wider, an answer narrower.
    const [needed, given] = isInput ? [types, nowTypes] : [nowTypes, types]
    if (needed.some((type) => !given.includes(type)))
      return [`${at} was ${types.join(' or ')}, is ${nowTypes.join(' or ')}`]
  }
  const found: string[] = []
  if (isInput) {
    const gone = valuesOf(old).filter((value) => now.enum && !valuesOf(now).includes(value))
    if (gone.length > 0) found.push(`${at} does not take ${gone.join(', ')} any more`)
    for (const word of [...most, ...least]) {
      const [was, is] = [limitOf(old, word), limitOf(now, word)]
      const isNarrower = most.includes(word) ? is < was : is > was
      if (isNarrower) found.push(`${at} is narrower: ${word} is ${is}`)
    }
  }
  const next = (schema: Schema | undefined, other: Schema | undefined, step: string) =>
    schema && other ? compared(schema, other, { ...place, at: `${at}.${step}` }) : []
  for (const [name, schema] of Object.entries(old.properties ?? {})) {
    const other = now.properties?.[name]
    if (other) found.push(...next(schema, other, name))
    else found.push(`${at}.${name} is gone`)
    if (!isInput && old.required?.includes(name) && other && !now.required?.includes(name))
      found.push(`${at}.${name} may be missing`)
  }
  if (isInput)
    for (const name of now.required ?? [])
      if (!old.required?.includes(name)) found.push(`${at}.${name} is needed`)
  found.push(...next(itemsOf(old), itemsOf(now), 'items'))
  return found
}

const limitOf = (schema: Schema, word: string) => {
  const limit = schema[word]
  if (typeof limit === 'number') return limit
  return most.includes(word) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
}

/** `{ anyOf: [X, null] }` is X for what is inside of it; a reference is what it leads to. */
function resolved(schema: Schema, document: ApiDocument): Schema {
  const { $ref, anyOf } = schema
  if (typeof $ref === 'string')
    return resolved(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, document)
  if (!Array.isArray(anyOf)) return schema
  const options = anyOf.map((option: Schema) => resolved(option, document))
  const types = options.flatMap((option) => typesOf(option) ?? [])
  const [inner = {}] = options.filter(({ type }) => type !== 'null')
  return { ...inner, type: types }
}

const typesOf = ({ type }: Schema) => (type === undefined ? undefined : [type].flat())
const valuesOf = (schema: Schema): unknown[] => (Array.isArray(schema.enum) ? schema.enum : [])
const itemsOf = ({ items }: Schema) => (isSchema(items) ? items : undefined)
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null
