import type { Call } from './load.ts'
import type { Place } from './scale-data.ts'
import type { System } from './system.ts'

/** The bytes that a browser sends, one call a place. */
export const reads = (
  { sessions }: System,
  places: readonly Place[],
  path: string,
  input: (place: Place) => object,
): Call[] =>
  places.map((place) => ({
    method: 'GET',
    path: `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input(place)))}`,
    headers: browser(sessions.get(place.userId)?.cookie),
  }))

export const writes = (
  { sessions }: System,
  places: readonly Place[],
  path: string,
  input: (place: Place) => object,
): Call[] =>
  places.map((place) => ({
    method: 'POST',
    path: `/trpc/${path}`,
    headers: browser(sessions.get(place.userId)?.cookie),
    body: JSON.stringify(input(place)),
  }))

const browser = (cookie = '') => ({
  cookie,
  'x-taskmate': '1',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
})

export const lists = (system: System, places: readonly Place[]) =>
  reads(system, places, 'task/tasks.list', ({ projectId }) => ({ projectId, limit: 50 }))

/** The list as a bare server gives it. */
export const bareLists = ({ places, sessions }: System): Call[] =>
  places.spread.map(({ userId, projectId }) => ({
    method: 'GET',
    path: `/tasks?project=${projectId}`,
    headers: { cookie: sessions.get(userId)?.bare ?? '' },
  }))

/** A task and an event as a bare server writes them. */
export const bareWrites = ({ places, sessions }: System): Call[] =>
  places.spread.map(({ userId, projectId, workspaceId, statusId }) => ({
    method: 'POST',
    path: `/tasks?project=${projectId}&workspace=${workspaceId}&status=${statusId}`,
    headers: { cookie: sessions.get(userId)?.bare ?? '' },
  }))
