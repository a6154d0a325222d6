import document from './openapi.json' with { type: 'json' }

/** The document as a page to read: plain HTML, which needs no script and asks nothing of other hosts. */
export function docsPage() {
  const { info, servers, paths, components } = plain(document)
  const operations = Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))].sort()
  const base = servers?.[0]?.url ?? ''
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(info?.title)} API</title>
<style>${style}</style>
<body>
<header>
<h1>${html(info?.title)} API</h1>
<p>Every address below begins with <code>${html(base)}</code>. Send <code>Authorization: Bearer</code> and an API token, which you make under Settings → Security → API tokens. The same as OpenAPI 3.1: <a href="${base}/openapi.json">openapi.json</a>.</p>
</header>
<nav aria-label="Contents"><ul>${tags.map((tag) => `<li><a href="#${html(tag)}">${html(tag)}</a></li>`).join('')}<li><a href="#schemas">schemas</a></li><li><a href="#problems">problems</a></li></ul></nav>
<main>
${tags
  .map(
    (tag) => `<section aria-labelledby="${html(tag)}"><h2 id="${html(tag)}">${html(tag)}</h2>
${operations
  .filter(({ operation }) => operation.tags?.[0] === tag)
  .map(operationHtml)
  .join('\n')}</section>`,
  )
  .join('\n')}
<section aria-labelledby="schemas"><h2 id="schemas">schemas</h2>
${Object.entries(components?.schemas ?? {})
  .map(
    ([name, schema]) =>
      `<article><h3 id="schema-${html(name)}">${html(name)}</h3>${fieldsHtml(schema)}</article>`,
  )
  .join('\n')}</section>
<section aria-labelledby="problems"><h2 id="problems">problems</h2>
<p>What fails is answered with <code>application/problem+json</code> (RFC 9457). <code>code</code> is the kind, <code>errors</code> name fields.</p>
<dl>${kinds.map(([code, words]) => `<dt id="${code.toLowerCase().replaceAll('_', '-')}"><code>${code}</code></dt><dd>${words}</dd>`).join('')}</dl></section>
</main>
</body>
</html>
`
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly $ref?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
}
interface Answer {
  readonly $ref?: string
  readonly description?: string
  readonly content?: { readonly [type: string]: { readonly schema?: Schema } }
}
interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: Schema
  }[]
  readonly requestBody?: Answer
  readonly responses?: { readonly [status: string]: Answer }
}
interface Document {
  readonly info?: { readonly title?: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly paths?: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components?: { readonly schemas?: { readonly [name: string]: Schema } }
}
interface Described {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** Its own type has every word of it. */
const plain = (given: Document): Document => given

function operationHtml({ method, path, operation }: Described) {
  const { operationId = '', summary, description = '', parameters = [], responses = {} } = operation
  const body = operation.requestBody?.content?.['application/json']?.schema
  const rows = parameters.map(({ name, in: place, required, schema = {}, ...more }) =>
    rowHtml(name, place, { ...schema, ...more }, required ?? false),
  )
  const statuses = Object.entries(responses)
  const failing = statuses.filter(([status]) => Number(status) >= 400)
  return `<article id="${html(operationId)}">
<h3><span class="${method}">${method.toUpperCase()}</span> <code>${html(path)}</code></h3>
<p>${wordsOf(`${summary}. ${description}`)}</p>
<details><summary>Input and answer</summary>
${rows.length > 0 || body ? tableOf([...rows, ...bodyRows(body)]) : ''}
${statuses
  .filter(([status]) => status.startsWith('2'))
  .map(successHtml)
  .join('')}
<p>Fails with ${failing.map(([status]) => `<code>${status}</code>`).join(' ')}, each a <a href="#problems">problem</a>.</p></details></article>`
}

function successHtml([status, answer]: [string, Answer]) {
  const schema = answer.content?.['application/json']?.schema
  if (!schema) return `<p>Answers <code>${status}</code>, and nothing else.</p>`
  if (!schema.properties) return `<p>Answers <code>${status}</code> with ${typeOf(schema)}.</p>`
  return `<p>Answers <code>${status}</code> with:</p>${fieldsHtml(schema)}`
}

const bodyRows = (body: Schema | undefined) =>
  Object.entries(body?.properties ?? {}).map(([name, schema]) =>
    rowHtml(name, 'body', schema, body?.required?.includes(name) ?? false),
  )

const fieldsHtml = ({ properties = {}, required = [], description }: Schema) =>
  `${description ? `<p>${html(description)}</p>` : ''}${tableOf(
    Object.entries(properties).map(([name, schema]) =>
      rowHtml(name, '', schema, required.includes(name)),
    ),
    false,
  )}`

const tableOf = (rows: readonly string[], hasPlace = true) =>
  `<div class="wide"><table><thead><tr><th>name</th>${hasPlace ? '<th>in</th>' : ''}<th>type</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`

const rowHtml = (name: string, place: string, schema: Schema, isNeeded: boolean) =>
  `<tr><td><code>${html(name)}</code>${isNeeded ? '' : '?'}</td>${place ? `<td>${place}</td>` : ''}<td>${typeOf(schema)}${schema.description ? `<div>${wordsOf(schema.description)}</div>` : ''}</td></tr>`

function typeOf(schema: Schema): string {
  const name = schema.$ref?.split('/').at(-1)
  if (name) return `<a href="#schema-${html(name)}">${html(name)}</a>`
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `<code>${html(value)}</code>`).join(' ')
  if (schema.items) return `list of ${typeOf(schema.items)}${limitsOf(schema)}`
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([field, own]) => `<code>${html(field)}</code>: ${typeOf(own)}`)
      .join(', ')} }`
  const type = [schema.type ?? 'any'].flat().join(' or ')
  return html(schema.format ? `${type} (${schema.format})` : type) + limitsOf(schema)
}

function limitsOf({ minimum, maximum, minLength, maxLength, maxItems, default: usual }: Schema) {
  const said = [
    minimum === undefined ? '' : `at least ${minimum}`,
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
      ? ''
      : `at most ${maximum.toLocaleString('en')}`,
    minLength === 1 ? 'not empty' : '',
    minLength && minLength > 1 ? `at least ${minLength} characters` : '',
    maxLength === undefined ? '' : `at most ${maxLength.toLocaleString('en')} characters`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
    usual === undefined ? '' : `usually ${JSON.stringify(usual)}`,
  ].filter(Boolean)
  return said.length > 0 ? html(`, ${said.join(', ')}`) : ''
}

const wordsOf = (text: string) => html(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const html = (value: unknown) =>
  String(value ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Each kind of failure, which the `type` of a problem leads to. */
const kinds: readonly (readonly [code: string, words: string])[] = [
  ['BAD_REQUEST', 'Some of it is not right: <code>errors</code> says which field and why.'],
  ['UNAUTHORIZED', 'No API token of ours, or one that has expired or was revoked.'],
  ['FORBIDDEN', 'The token lacks a scope, or you lack a role; <code>detail</code> names it.'],
  ['NOT_FOUND', 'There is no such thing, or you may not see it.'],
  ['METHOD_NOT_SUPPORTED', 'The path has other methods: they are in <code>Allow</code>.'],
  [
    'CONFLICT',
    'It cannot be done as things stand. With <code>If-Match</code> and status 412: it was changed meanwhile, <code>conflict</code> has both sides.',
  ],
  ['PRECONDITION_REQUIRED', '<code>If-Match</code> must bring the ETag of the task.'],
  ['PAYLOAD_TOO_LARGE', 'The body, or a file, has more than <code>limit</code> bytes.'],
  ['UNSUPPORTED_MEDIA_TYPE', 'The body must be <code>application/json</code>.'],
  ['UNPROCESSABLE_CONTENT', 'The idempotency key was used for something else within a day.'],
  [
    'TOO_MANY_REQUESTS',
    'Too many of your calls are under way; come back after <code>Retry-After</code>.',
  ],
  ['SERVICE_UNAVAILABLE', 'A part is away; come back after <code>Retry-After</code>.'],
  ['INTERNAL_SERVER_ERROR', 'A fault of ours; <code>instance</code> finds it in the logs.'],
]

const style = `
:root{color-scheme:light dark;--line:light-dark(#e3e3e8,#2c2d33);--quiet:light-dark(#62636b,#9b9ca5);--soft:light-dark(#f5f5f7,#1d1e22);--link:light-dark(#3b4fc4,#9aa8ff)}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 6rem;font:15px/1.55 system-ui,sans-serif;background:light-dark(#fff,#141518);color:light-dark(#1b1c20,#e8e8ec)}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2.5rem 0 .75rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}h3{font-size:.95rem;margin:0;font-weight:600;overflow-wrap:anywhere}
a{color:var(--link)}code{font:.9em ui-monospace,monospace}nav ul{display:flex;flex-wrap:wrap;gap:.25rem .9rem;list-style:none;padding:0;margin:1.25rem 0}
article{padding:.8rem 0;border-bottom:1px solid var(--line)}article p{margin:.25rem 0;color:var(--quiet)}
h3 span{display:inline-block;min-width:3.6rem;font:600 .75rem ui-monospace,monospace;color:var(--quiet)}h3 .post,h3 .put,h3 .patch{color:light-dark(#1f6b3a,#6fcf97)}h3 .delete{color:light-dark(#b3261e,#ff8a80)}
summary{cursor:pointer;color:var(--quiet)}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.87rem}th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line)}th{font-weight:500;color:var(--quiet)}
details p{font-size:.87rem}dt{margin-top:.75rem}dd{margin:0;color:var(--quiet)}td div{color:var(--quiet)}td:last-child{width:70%}:target{background:var(--soft);box-shadow:0 0 0 .75rem var(--soft);border-radius:2px;scroll-margin-top:1.5rem}`
