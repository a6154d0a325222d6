import { peopleAt } from '../../frontend-service/testing/people.ts'

/** Where the system of the run is. */
export interface Place {
  readonly url: string
  readonly redisUrl: string
}

/** The system that all files of a run share: it is started once, and warm. A test is there as people of its own are anywhere: who
 *  stops a service, sets it otherwise, writes to its databases or counts what everybody did starts one by `startSystem`. */
export function sharedSystem() {
  const told = process.env.TASKMATE_TEST_SYSTEM
  if (!told) throw new Error('The shared system is started by jest: run the tests by bin/test')
  const place: Place = JSON.parse(told)
  return { ...place, ...peopleAt(place.url) }
}
export type SharedSystem = ReturnType<typeof sharedSystem>
