import { proofs } from '../../frontend-service/gateway/fresh.ts'
import { exampleOf, varied } from './examples.ts'
import { type Need, needOf, variations } from './needs.ts'
import type { Place } from './place.ts'
import { forBrowsers, ofCall, type Procedure, proceduresOf } from './procedures.ts'

/** Something that is asked for: a procedure, or more than the least of it. */
export interface Act {
  readonly name: string
  readonly call: string
  readonly type: Procedure['type']
  readonly need: Need
  readonly example: (place: Place) => unknown
}

const procedures = proceduresOf(forBrowsers)

/** One for each procedure there is: without a row in the table of needs, or an example, there is none. */
const acts: Act[] = [
  ...procedures.map(({ call, type }) => ({
    ...{ name: call, call, type, need: needOf(call), example: exampleOf(call) },
  })),
  ...variations.map(({ call, when, need }): Act => {
    const name = `${call}, ${when}`
    const example = varied[name]
    const type = procedures.find((one) => one.call === call)?.type
    if (!example || !type) throw new Error(`Give an example of an input of ${name}`)
    return { name, call, type, need, example }
  }),
]

/** What cannot be made whole again comes at the end. */
const last = ['user/workspaces.delete', 'gateway/session.signOut']
export const lastActs = acts.filter(({ name }) => last.includes(name))

const isOfPlace = ({ need }: Act) => need.in === 'project' || need.in === 'workspace'
const others = acts.filter(({ name }) => !last.includes(name))

/** About a project or a workspace. */
export const placeActs = others.filter(isOfPlace)
/** The same about things of a project alone: of a workspace they are the same in all its projects. */
export const projectActs = placeActs.filter(({ need }) => need.in === 'project')
/** About the whole installation. */
export const operatorActs = others.filter(({ need }) => need.in === 'installation')
/** About an account, or about nothing that is anybody's. */
export const accountActs = others.filter((act) => !isOfPlace(act) && !operatorActs.includes(act))

/** Whether it asks for a proof that no API token gives. */
export const isFreshOnly = (call: string) => ofCall<string>(proofs, call) === 'fresh'
