import { peopleAt } from '../frontend-service/testing/people.ts'

export interface SharedSystem {
  readonly url: string
  readonly redisUrl: string
}

/** The system that all files of a run share: it is started once, and warm. A test is there as people of its own are anywhere: who
 *  stops a service, sets it otherwise, writes to its databases or counts what everybody did starts one by `startSystem`. */
export function sharedSystem() {
  const told = process.env.TASKMATE_TEST_SYSTEM
  if (!told) throw new Error('The shared system is started by jest: run the tests by bin/test')
  const shared: SharedSystem = JSON.parse(told)
  return { ...shared, ...peopleAt(shared.url) }
}
