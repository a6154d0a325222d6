import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { scopeOf } from './frontend-service/gateway/scopes.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import {
  type Act,
  accountActs,
  isFreshOnly,
  lastActs,
  operatorActs,
  placeActs,
  projectActs,
} from './testing/rights/acts.ts'
import { type Answer, askAll } from './testing/rights/asking.ts'
import { rightsDocument } from './testing/rights/document.ts'
import { expectedFor, type Outcome, outcomeOf } from './testing/rights/expected.ts'
import { furtherIds, idsIn, like, withId } from './testing/rights/further-ids.ts'
import { foreignIn } from './testing/rights/markers.ts'
import { mends } from './testing/rights/mends.ts'
import { needOf } from './testing/rights/needs.ts'
import type { Place } from './testing/rights/place.ts'
import { forServices, proceduresOf } from './testing/rights/procedures.ts'
import { type PlaceName, type Stage, setStage, standingOf } from './testing/rights/stage.ts'
import { walks } from './testing/rights/walks.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
  const acts = [...aboutPlaces, ...operatorActs]
  for (const { act, answer } of await asked('stranger', acts, stage.nowhere))
    absent.set(act.name, answer.text)
})
afterAll(() => {
  const counts = [...tally].map(([outcome, count]) => `${count} ${outcome}`)
  process.stdout.write(`rights: ${cells} cells (${counts.join(', ')}), ${foreign} foreign\n`)
  return stage?.close()
})

const aboutPlaces = [...placeActs, ...lastActs.filter(({ need }) => need.in === 'workspace')]
/** A stream tells whom it refuses by its first event: live.test.ts. */
const outsidePlaces = [...accountActs, ...operatorActs]
const plain = [...placeActs, ...outsidePlaces].filter(({ type }) => type !== 'subscription')

/** What each call answers about things that are not there, and how many answers there were of each kind. */
const [absent, tally] = [new Map<string, string>(), new Map<string, number>()]
let [cells, foreign] = [0, 0]
const browserOf = (who: string) =>
  who === 'nobody'
    ? openBrowser(stage.system.url)
    : (stage.programs[who]?.browser ?? stage.person(who))

async function asked(who: string, acts: readonly Act[], place: Place) {
  const questions = acts.map((act) => ({ ...act, input: act.example(place) }))
  const answers = await askAll(browserOf(who), questions)
  return acts.flatMap((act, nth) => {
    return answers[nth] ? [{ act, answer: answers[nth] }] : []
  })
}

interface Cell {
  readonly who: string
  readonly at?: PlaceName
  readonly act: Act
  readonly answer: Answer
  readonly expected: { readonly outcome: Outcome; readonly role?: string }
}

/** What is wrong with an answer, which is counted. */
function faultsIn({ who, at, act, answer, expected: { outcome, role } }: Cell) {
  const found = outcomeOf(answer, act.need)
  const told = foreignIn(stage.programs[who]?.owner ?? who, act.call, answer.text)
  cells += 1
  foreign += told.length
  tally.set(found, (tally.get(found) ?? 0) + 1)
  const faults = told.map((word) => `tells of ${word}`)
  if (found !== outcome) faults.push(`is ${found} instead of ${outcome}: ${answer.text}`)
  // What asks for more asks for the least first.
  const { role: least } = { role, ...needOf(act.call) }
  if (role && !new RegExp(`role (${role}|${least})$`).test(answer.message))
    faults.push(`names another role than ${role}: ${answer.message}`)
  if (found === 'not found' && answer.text !== absent.get(act.name))
    faults.push(`is not what it is for things that are not there: ${answer.text}`)
  return faults.map((fault) => `${who}, ${at}, ${act.name}: ${fault}`)
}

/** The faults of all answers that somebody gets at a place. */
async function walk(who: string, at: PlaceName) {
  const standing = standingOf(who)
  const isAuthor = who === (at === 'elsewhere' ? 'stranger' : 'author')
  const expectedOf = ({ need }: Act) => expectedFor(need, { standing, place: at, isAuthor })
  // What takes something away, where it is allowed, is asked by itself, and the place made whole again.
  const takes = (act: Act) => act.name in mends && expectedOf(act).outcome === 'allowed'
  // What does not name the project is the same in all of a workspace.
  const inputAt = (act: Act, place: PlaceName) => JSON.stringify(act.example(stage.places[place]))
  const acts = placeActs.filter((act) => at === 'open' || inputAt(act, at) !== inputAt(act, 'open'))
  const batches = [acts.filter((act) => !takes(act)), ...acts.filter(takes).map((act) => [act])]
  const faults: string[] = []
  for (const batch of batches)
    for (const { act, answer } of await asked(who, batch, stage.places[at])) {
      faults.push(...faultsIn({ who, at, act, answer, expected: expectedOf(act) }))
      // A role that nobody was given, or nobody lost, shows nothing.
      if (takes(act) && act.call.startsWith('task/taskGrants.')) expect(answer.code).toBe('OK')
      if (takes(act) && answer.code === 'OK')
        stage.changed(at, await mends[act.name]?.(stage, stage.places[at]))
    }
  return faults
}

test.each(Object.entries(walks).flatMap(([who, places]) => places.map((at) => [who, at] as const)))(
  '%s, at %s: may do what the role allows, and learns of nothing else',
  async (who, at) => {
    expect(await walk(who, at)).toEqual([])
  },
)

test.each(['nobody', 'disabled', 'deleted', 'deleted_program', 'deleted_bot'])(
  '%s gets no further than the door',
  async (who) => {
    const faults: string[] = []
    for (const { act, answer } of await asked(who, plain, stage.places.open)) {
      const isOpen = act.need.in === 'anywhere' && !(who in stage.programs)
      const outcome = isOpen ? 'allowed' : 'unauthenticated'
      faults.push(...faultsIn({ who, act, answer, expected: { outcome } }))
    }
    expect(faults).toEqual([])
  },
)

test.each([
  ['reader', 'private'],
  ['strangers_program', 'private'],
  ['strangers_program', 'elsewhere'],
  ['guests_bot', 'open'],
  ['members_bot', 'open'],
  ['members_bot', 'archived'],
  ['founders_bot', 'private'],
] as const)('%s, at %s: does what its owner may, as far as its scopes go', async (who, at) => {
  const owner = stage.programs[who]?.owner ?? ''
  const isAuthor = owner === 'stranger' && at === 'elsewhere'
  const expectedOf = ({ call, type, need }: Act): Cell['expected'] => {
    const [service = '', path = ''] = call.split('/')
    const isRead = type === 'query'
    const isOut =
      !scopeOf(service, path, isRead) || isFreshOnly(call) || (who === 'reader' && !isRead)
    if (isOut) return { outcome: 'out of reach' }
    return expectedFor(need, { standing: standingOf(owner), place: at, isAuthor })
  }
  const takesNothing = (act: Act) => !(act.name in mends && expectedOf(act).outcome === 'allowed')
  const acts = [...placeActs, ...outsidePlaces].filter(takesNothing)
  const told = await asked(who, acts, stage.places[at])
  const faults = told.flatMap((one) => faultsIn({ ...one, who, at, expected: expectedOf(one.act) }))
  expect(faults).toEqual([])
})

test('what is of an account is for whoever is signed in, what is of the installation is not there', async () => {
  const faults: string[] = []
  for (const who of ['guest', 'member', 'stranger'])
    for (const { act, answer } of await asked(who, outsidePlaces, stage.places.elsewhere)) {
      const outcome = act.need.in === 'installation' ? 'not found' : 'allowed'
      faults.push(...faultsIn({ who, act, answer, expected: { outcome } }))
    }
  expect(faults).toEqual([])
})

test('what services ask each other is not there for anybody', async () => {
  const own = new Set([...aboutPlaces, ...accountActs].map(({ call }) => call))
  const paths = proceduresOf(forServices).flatMap(({ call }) => (own.has(call) ? [] : [call]))
  const found: string[] = []
  for (const who of ['nobody', 'owner', 'strangers_program'])
    for (const path of paths) {
      const { status } = await browserOf(who).request(`/trpc/${path}`)
      cells += 1
      found.push(`${who} ${path} ${status}`)
    }
  expect(
    found.filter((one) => !/^nobody .* 401$|^strangers_program .* 403$| 404$/.test(one)),
  ).toEqual([])
})

test('an internal comment is to whom it is not shown as one that is not there', async () => {
  const acts = projectActs.filter(({ example }) =>
    idsIn(example(stage.places.open), stage.places.open).some(({ name }) => name === 'commentId'),
  )
  expect(acts.length).toBeGreaterThan(3)
  for (const who of ['guest_member', 'guest_viewer', 'commenter', 'former'])
    for (const at of ['open', 'private'] as const) {
      const place = stage.places[at]
      const commentId = place.internalCommentId
      const told = async (id: string) =>
        (await asked(who, acts, { ...place, commentId: id })).map(({ act, answer }) => [
          who,
          at,
          act.name,
          answer.text,
        ])
      cells += 2 * acts.length
      expect(await told(commentId)).toEqual(await told(like(commentId)))
    }
})

test('in an input that one may send, the id of what is hidden is as good as any', async () => {
  const { open, private: closed, elsewhere } = stage.places
  const further = placeActs.flatMap((act) => {
    const example = furtherIds[act.name]
    return example ? [{ ...act, example }] : []
  })
  const pairs = [...placeActs, ...further].flatMap(({ name, call, type, example }) => {
    const input = example(open)
    return idsIn(input, open).map(({ id, name: field }) => {
      const hidden = closed[field] === id ? elsewhere[field] : closed[field]
      return {
        name: `${name} ${field}`,
        questions: [hidden, like(hidden)].map((other) => ({
          ...{ call, type, other, input: withId(input, id, other) },
        })),
      }
    })
  })
  const questions = pairs.flatMap((pair) => pair.questions)
  const answers = await askAll(browserOf('owner'), questions)
  const texts = answers.map(({ text }, nth) => text.replaceAll(questions[nth]?.other ?? '', 'ID'))
  cells += texts.length
  const differing = pairs.flatMap(({ name }, nth) =>
    texts[2 * nth] === texts[2 * nth + 1] ? [] : [name],
  )
  // Two rows cannot have one id: who knows that of a view learns here that it is taken.
  expect(differing).toEqual(['task/views.create viewId'])
})

test('a member who is kept out is told so of what they would see, and of nothing else', async () => {
  const { workspaceId } = stage.places.open
  const set = (isRequired: boolean) =>
    stage.person('owner').trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired })
  await set(true)
  const faults: string[] = []
  for (const [who, at] of [
    ['founder', 'open'],
    ['member', 'private'],
    ['guest', 'open'],
  ] as const) {
    const { projects } = standingOf(who)
    const place = stage.places[at]
    const { projectId, taskId, otherId, trashedTaskId, fileId, trashedFileId } = place
    const things = [projectId, taskId, otherId, trashedTaskId, fileId, trashedFileId]
    const seen = [
      workspaceId,
      ...(projects[at] ? things : []),
      ...(projects.open ? [place.besideId] : []),
    ]
    for (const { act, answer } of await asked(who, placeActs, place)) {
      const input = JSON.stringify(act.example(place))
      const outcome = seen.some((id) => input.includes(id)) ? 'kept out' : 'not found'
      faults.push(...faultsIn({ who, at, act, answer, expected: { outcome } }))
    }
  }
  await set(false)
  expect(faults).toEqual([])
})

test('docs/rights.md is what bin/rights writes of the table', () => {
  expect(readFileSync('docs/rights.md', 'utf8')).toBe(rightsDocument())
})

test('only its owner deletes a workspace', async () => {
  const faults: string[] = []
  for (const [who, outcome] of [
    ['nobody', 'unauthenticated'],
    ['stranger', 'not found'],
    ['former', 'not found'],
    ['guest_member', 'forbidden'],
    ['founder', 'forbidden'],
    ['admin', 'forbidden'],
    ['owner', 'allowed'],
  ] as const)
    for (const { act, answer } of await asked(
      who,
      aboutPlaces.slice(placeActs.length),
      stage.places.open,
    ))
      faults.push(...faultsIn({ who, at: 'open', act, answer, expected: { outcome } }))
  expect(faults).toEqual([])
})
