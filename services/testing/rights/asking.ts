import type { Browser } from '../../frontend-service/testing/browser.ts'
import type { Procedure } from './procedures.ts'

export interface Question {
  readonly call: string
  readonly type: Procedure['type']
  readonly input: unknown
}

/** What came back: the code of a refusal, why, and all of it as text. */
export interface Answer {
  readonly code: string
  readonly reason?: string
  readonly message: string
  readonly text: string
}

/** Calls of one batch: as many as the services take. */
const BATCH = 10

/** Asks all of it by batches of each service, reads and changes apart; equal questions once. The answers are in order. */
export async function askAll(browser: Browser, questions: readonly Question[]) {
  const known = new Map<string, Answer>()
  const groups = new Map<string, Question[]>()
  for (const question of questions) {
    const key = keyOf(question)
    if (known.has(key)) continue
    known.set(key, { code: 'UNASKED', message: '', text: '' })
    const group = `${serviceOf(question.call)} ${question.type}`
    groups.set(group, [...(groups.get(group) ?? []), question])
  }
  for (const group of groups.values())
    while (group.length > 0) {
      const batch = group.splice(0, BATCH)
      const answers = await askTogether(browser, batch)
      for (const [nth, question] of batch.entries()) {
        const answer = answers[nth]
        if (answer) known.set(keyOf(question), answer)
      }
    }
  return questions.map((question) => known.get(keyOf(question)) ?? unasked)
}

const unasked: Answer = { code: 'UNASKED', message: '', text: '' }
const keyOf = ({ call, input }: Question) => `${call} ${JSON.stringify(input)}`
const serviceOf = (call: string) => call.split('/')[0] ?? ''

/** Questions about one service and of one type. */
async function askTogether(browser: Browser, questions: readonly Question[]): Promise<Answer[]> {
  const [first] = questions
  if (!first) return []
  if (first.type === 'subscription')
    return Promise.all(questions.map((question) => listenTo(browser, question)))
  const paths = questions.map(({ call }) => call.slice(call.indexOf('/') + 1)).join()
  const inputs = JSON.stringify(Object.fromEntries(questions.map(({ input }, nth) => [nth, input])))
  const url = `/trpc/${serviceOf(first.call)}/${paths}?batch=1`
  const answer = await (first.type === 'query'
    ? browser.request(`${url}&input=${encodeURIComponent(inputs)}`, { headers: sameId })
    : browser.request(url, {
        ...{ method: 'POST', body: inputs },
        headers: { ...sameId, 'content-type': 'application/json' },
      }))
  const found: unknown = await answer.json()
  if (Array.isArray(found)) return found.map(read)
  // All of it was refused before it was looked at.
  if (questions.length === 1) return [read(found)]
  const alone: Answer[] = []
  for (const question of questions) alone.push(...(await askTogether(browser, [question])))
  return alone
}

/** So that answers differ by nothing but what they say. */
const sameId = { 'x-request-id': 'of-the-matrix' }

async function listenTo(browser: Browser, { call, input }: Question): Promise<Answer> {
  const stop = new AbortController()
  const url = `/trpc/${call}?input=${encodeURIComponent(JSON.stringify(input))}`
  const answer = await browser.request(url, { signal: stop.signal, headers: sameId })
  if (answer.ok) {
    stop.abort()
    return { code: 'OK', message: '', text: '' }
  }
  const text = await answer.text()
  const code = codes.get(answer.status)
  if (!code) throw new Error(`${call} answered ${answer.status}: ${text}`)
  // Where the procedure refuses, its refusal is an event.
  const told = /^event: serialized-error\ndata: (.+)$/m.exec(text)?.[1]
  return { ...read(told ? { error: JSON.parse(told) } : JSON.parse(text)), code }
}
const codes = new Map([
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
])

interface Told {
  readonly error?: {
    readonly message: string
    readonly data: { readonly code: string; readonly reason?: string }
  }
}

function read(element: unknown): Answer {
  const { error } = element as Told
  const text = JSON.stringify(element)
  if (!error) return { code: 'OK', message: '', text }
  const { code, reason } = error.data
  return { code, message: error.message, text, ...(reason !== undefined && { reason }) }
}
