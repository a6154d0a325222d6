import { expect, test } from '@jest/globals'
import { z } from 'zod'
import * as analytics from './analytics-service/contract.ts'
import * as file from './file-service/contract.ts'
import * as task from './task-service/contract.ts'
import * as user from './user-service/contract.ts'

const contracts: Record<string, Record<string, unknown>> = { analytics, file, task, user }

/** Nobody reads them: they are compared, or written by programs. */
const unseen = /password|current|next|userAgent$/i

/** Every string that a contract takes, with the way to it. Inputs are strict, answers are not. */
function strings(schema: unknown, path: string): [string, z.ZodType][] {
  if (schema instanceof z.ZodObject && !schema.def.catchall) return []
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      strings(field, `${path}.${name}`),
    )
  if (schema instanceof z.ZodArray) return strings(schema.element, `${path}[]`)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return strings(schema.unwrap(), path)
  if (schema instanceof z.ZodDefault) return strings(schema.unwrap(), path)
  return schema instanceof z.ZodType ? [[path, schema]] : []
}

const all = Object.entries(contracts).flatMap(([name, contract]) =>
  Object.entries(contract).flatMap(([exported, schema]) => strings(schema, `${name}.${exported}`)),
)

const takes = (schema: z.ZodType, value: string) => schema.safeParse(value).success

/** Where people may write what they like. */
const free = all.filter(([path, schema]) => !unseen.test(path) && takes(schema, 'Two words'))
const required = free.filter(([, schema]) => !takes(schema, ''))

test('the walk finds the fields that people write', () => {
  const found = required.map(([path]) => path)
  for (const known of [
    'task.newTask.title',
    'task.newProject.name',
    'task.newStatus.name',
    'task.newLabel.name',
    'task.newComment.text',
    'task.searched.text',
    'user.newWorkspace.name',
    'user.changedMe.name',
    'file.newUpload.name',
  ])
    expect(found).toContain(known)
})

test.each(required)('%s needs a character that is seen', (_, schema) => {
  for (const invisible of [
    '\u3164',
    '\u200b',
    '\u2800',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u0301',
    '\u180e',
  ])
    for (const value of [invisible, invisible.repeat(9), ` ${invisible}\n`])
      expect(schema.safeParse(value).error?.issues).toEqual([
        expect.objectContaining({ params: { code: 'too_small', limit: 1 } }),
      ])
})

test.each(free)('%s has a limit, and refuses what cannot be stored', (_, schema) => {
  for (const value of ['x'.repeat(100_000), 'a\u0000b', 'a\ud83d'])
    expect(takes(schema, value)).toBe(false)
})

test('an e-mail address has a part before its @ that is seen', () => {
  for (const local of ['\u3164', '\u2800', '\u200b', '\u00ad'])
    expect(takes(user.email, `${local}@taskmate.example`)).toBe(false)
})
