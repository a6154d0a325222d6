import type { Call } from './load.ts'
import type { System } from './system.ts'

export interface Scenario {
  readonly id: string
  readonly what: string
  /** Requests per second, divided by the anchor's, should reach this. */
  readonly goal: number
  readonly anchor: string
  readonly connections: number
  /** Part of the machine that may work for others; the kernel's own work for fsync counts as such. */
  readonly foreign: number
  readonly subject: (system: System) => Call[]
  readonly compared: (system: System) => Call[]
}

const query = (path: string, input: object) =>
  `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`

const browser = ({ sessions }: System, userId: string) => ({
  cookie: sessions.get(userId)?.cookie ?? '',
  'x-taskmate': '1',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
})

const lists = (system: System): Call[] =>
  system.places.map(({ userId, projectId }) => ({
    method: 'GET',
    path: query('task/tasks.list', { projectId, limit: 50 }),
    headers: browser(system, userId),
  }))

const bareLists = ({ places, sessions }: System): Call[] =>
  places.map(({ userId, projectId }) => ({
    method: 'GET',
    path: `/tasks?project=${projectId}`,
    headers: { cookie: sessions.get(userId)?.bare ?? '' },
  }))

const homes = (system: System): Call[] =>
  system.places.map(({ userId, workspaceId }) => ({
    method: 'GET',
    path: query('gateway/home.get', { workspaceId, today: '2026-06-15' }),
    headers: browser(system, userId),
  }))

const creations = (system: System): Call[] =>
  system.places.map(({ userId, projectId, statusId }) => ({
    method: 'POST',
    path: '/trpc/task/tasks.create',
    headers: browser(system, userId),
    body: JSON.stringify({ projectId, statusId, title: 'Written by the benchmark' }),
  }))

const bareWrites = ({ places, sessions }: System): Call[] =>
  places.map(({ userId, projectId, workspaceId, statusId }) => ({
    method: 'POST',
    path: `/tasks?project=${projectId}&workspace=${workspaceId}&status=${statusId}`,
    headers: { cookie: sessions.get(userId)?.bare ?? '' },
  }))

export const scenarios: Scenario[] = [
  {
    id: 'P1',
    what: 'list 50 tasks, signed in, two hops',
    goal: 0.85,
    anchor: '1a',
    connections: 32,
    foreign: 0.07,
    subject: lists,
    compared: bareLists,
  },
  {
    id: 'P2',
    what: 'home, composed by typed clients of three calls',
    goal: 0.6,
    anchor: '1a',
    connections: 32,
    foreign: 0.07,
    subject: homes,
    compared: bareLists,
  },
  {
    id: 'P3',
    what: 'create a task and its event, two hops',
    goal: 0.5,
    anchor: '1w',
    connections: 16,
    foreign: 0.3,
    subject: creations,
    compared: bareWrites,
  },
  {
    id: 'P5',
    what: 'the list of P1 over one connection',
    goal: 0.5,
    anchor: '1a',
    connections: 1,
    foreign: 0.07,
    subject: lists,
    compared: bareLists,
  },
]
