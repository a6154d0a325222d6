import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { type ApiDocument, breakingChanges } from './breaking-changes.ts'
import { apiDocument } from './document.ts'

const committed = readFileSync('services/frontend-service/rest/openapi.json', 'utf8')
const document: ApiDocument & { [word: string]: unknown } = JSON.parse(committed)

test('the document is valid OpenAPI 3.1, and what the routers say', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(committed))
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  expect(`${JSON.stringify(apiDocument(), null, 2)}\n` === committed).toBe(true)
})

test('operations have names of their own, a scope, and say how they succeed and fail', () => {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item))
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { operationId, responses = {}, 'x-scope': scope } of operations) {
    const statuses = Object.keys(responses)
    expect({ operationId, scope }).toEqual({
      operationId,
      scope: expect.stringMatching(/^\w+:\w+$/),
    })
    expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1)
    expect(statuses).toEqual(expect.arrayContaining(['400', '401', '403', '404', '429', '503']))
  }
})

/** The document with another value at a place. */
function changed(place: (string | number)[], value: unknown): ApiDocument {
  const copy = JSON.parse(committed)
  const last = place.at(-1) ?? ''
  const parent = place.slice(0, -1).reduce((at, step) => at[step], copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

const tasks = ['paths', '/projects/{projectId}/tasks']
const newTask = [...tasks, 'post', 'requestBody', 'content', 'application/json', 'schema']
const task = ['components', 'schemas', 'Task']

test.each<[(string | number)[], unknown, string | null]>([
  [tasks, undefined, 'GET /projects/{projectId}/tasks is gone'],
  [[...tasks, 'post'], undefined, 'POST /projects/{projectId}/tasks is gone'],
  [[...newTask, 'required'], ['title', 'priority'], 'input.body.priority is needed'],
  [[...newTask, 'properties', 'estimate'], undefined, 'input.body.estimate is gone'],
  [[...newTask, 'properties', 'title', 'maxLength'], 100, 'input.body.title is narrower'],
  [[...newTask, 'properties', 'priority', 'enum'], ['none'], 'does not take low, medium'],
  [[...newTask, 'properties', 'title', 'type'], 'integer', 'title was string, is integer'],
  [[...task, 'properties', 'dueAt'], undefined, 'answer.items.items.dueAt is gone'],
  [[...task, 'required'], [], 'answer.items.items.id may be missing'],
  [[...task, 'properties', 'key', 'type'], ['string', 'null'], 'was string, is string or null'],
  [[...tasks, 'get', 'x-scope'], 'members:read', 'x-scope was tasks:read, is members:read'],
  [[...tasks, 'get', 'operationId'], 'other', 'operationId was tasksList, is other'],
  [[...tasks, 'post', 'responses', '201'], undefined, 'status 201 is gone'],
  [['paths', '/more'], { get: { operationId: 'more' } }, null],
  [[...newTask, 'properties', 'more'], { type: 'string' }, null],
  [[...newTask, 'properties', 'title', 'maxLength'], 300, null],
  [[...newTask, 'properties', 'dueDate', 'anyOf', 0, 'format'], 'date', null],
  [[...task, 'properties', 'more'], { type: 'string' }, null],
])('%#: what breaks programs is named, what adds to them is not', (place, value, said) => {
  const found = breakingChanges(document, changed(place, value))
  if (said === null) expect(found).toEqual([])
  else expect(found.join('\n')).toContain(said)
  expect(breakingChanges(document, document)).toEqual([])
})
