const text = { type: 'string' }
const whole = { type: 'integer' }

/** RFC 9457. */
export const problem = {
  type: 'object',
  description: 'What went wrong, as RFC 9457 writes it; more fields say what is known beside.',
  properties: {
    type: { ...text, format: 'uri-reference', description: 'Leads to words about the kind' },
    title: text,
    status: whole,
    detail: text,
    instance: { ...text, description: 'The id of the request, as logs have it' },
    code: { ...text, description: 'The kind, for programs' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: { ...text, description: 'Path of the field in the input, or a header' },
          ...{ detail: text, code: text },
          limit: { type: 'number' },
        },
        required: ['field', 'detail'],
      },
    },
    reason: { ...text, description: 'Which refusal it is, where the kind leaves it open' },
    limit: { type: 'number', description: 'The limit that was met' },
    retryAfterSeconds: { type: 'number' },
    conflict: { type: 'object', description: 'Both sides of a change that came too late' },
    refused: { type: 'array', items: { type: 'object' }, description: 'Tasks that refuse' },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
}

export const headers = {
  ETag: { description: 'Of a task its version, a dot and a hash; else a hash', schema: text },
  Link: { description: 'The next page: `<…>; rel="next"`', schema: text },
  Location: { description: 'Where it is', schema: text },
  RateLimit: { description: 'How many more calls you can have under way now', schema: text },
  RetryAfter: { description: 'Seconds', schema: whole },
  Allow: { description: 'Methods that the path has', schema: text },
  WWWAuthenticate: { schema: text },
}

const refTo = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })

const failing = (description: string, own: object = {}) => ({
  description,
  headers: own,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})
const later = { 'Retry-After': refTo('RetryAfter') }

export const responses = {
  NotModified: { description: 'You have it already', headers: { ETag: refTo('ETag') } },
  BadRequest: failing('Some of it is not right: `errors` says what'),
  Unauthorized: failing('No token of ours, or no longer', {
    'WWW-Authenticate': refTo('WWWAuthenticate'),
  }),
  Forbidden: failing('The token lacks the scope, or you lack the role'),
  NotFound: failing('There is no such thing, or you may not see it'),
  Conflict: failing('It cannot be done as things stand'),
  Stale: failing('It was changed since the version in If-Match: `conflict` has both sides'),
  TooLarge: failing('The body has more than `limit` bytes'),
  OtherType: failing('The body is not application/json'),
  OtherUse: failing('The idempotency key was used for something else'),
  VersionNeeded: failing('If-Match is missing or no ETag of a task'),
  TooLong: { description: 'The address and the headers have more than 32 KiB together' },
  TooMany: failing('Too many of your calls are under way', later),
  Away: failing('A part is away; nothing was done', later),
}
