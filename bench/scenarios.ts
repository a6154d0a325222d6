import type { Goal } from './goals.ts'
import type { Call, Side } from './load.ts'
import { bareLists, bareWrites, lists, reads, writes } from './requests.ts'
import { LARGE_TASKS, type Place } from './scale-data.ts'
import type { System } from './system.ts'

export interface Scenario {
  readonly id: string
  readonly what: string
  /** What the figures are divided by: 1a, a bare server's list; 1w, its write; or the same call elsewhere. */
  readonly by: string
  readonly goals: readonly Goal[]
  readonly connections: number
  /** Length of a slice. @default 2 */
  readonly seconds?: number
  /** Two pairs each. @default 3 */
  readonly blocks?: number
  readonly sides: (system: System) => Promise<Sides> | Sides
}

interface Sides {
  readonly subject: Side
  readonly anchor: Side
}

const gateway = ({ gatewayPort: port }: System, calls: Call[]): Side => ({ port, calls })
const bare = ({ anchorPort: port }: System, calls: Call[]): Side => ({ port, calls })

/** The same call in the large project, divided by the one in the project of 1,000 tasks. */
const growth = (
  name: string,
  path: string,
  input: (place: Place) => object,
  seconds = 1,
): Scenario => ({
  id: `P13-${name}`,
  what: `${name}: ${LARGE_TASKS.toLocaleString('en')} tasks in the project instead of 1,000`,
  by: '1,000 tasks',
  goals: [{ figure: 'p50', atMost: 2 }],
  connections: 1,
  seconds,
  blocks: 2,
  sides: (system) => ({
    subject: gateway(system, reads(system, system.places.large, path, input)),
    anchor: gateway(system, reads(system, system.places.small, path, input)),
  }),
})

const today = '2026-06-15'

export const scenarios: readonly Scenario[] = [
  {
    id: 'P1',
    what: 'list of 50 tasks, two hops',
    by: '1a',
    goals: [
      { figure: 'requests', atLeast: 0.95 },
      { figure: 'p99', atMost: 1.3 },
      { figure: 'cpu', atMost: 1.3 },
    ],
    connections: 32,
    sides: (system) => ({
      subject: gateway(system, lists(system, system.places.spread)),
      anchor: bare(system, bareLists(system)),
    }),
  },
  {
    id: 'P2',
    what: 'typed read of 50 rows (activity), two hops',
    by: '1a',
    goals: [{ figure: 'requests', atLeast: 0.6 }],
    connections: 32,
    sides: (system) => ({
      subject: gateway(
        system,
        reads(system, system.places.spread, 'task/activity.list', (place) => ({
          workspaceId: place.workspaceId,
          projectId: place.projectId,
          limit: 50,
        })),
      ),
      anchor: bare(system, bareLists(system)),
    }),
  },
  {
    id: 'P2h',
    what: 'home: three typed calls behind one',
    by: '1a',
    goals: [{ figure: 'requests', atLeast: 0.4 }],
    connections: 32,
    sides: (system) => ({
      subject: gateway(
        system,
        reads(system, system.places.spread, 'gateway/home.get', ({ workspaceId }) => ({
          workspaceId,
          today,
        })),
      ),
      anchor: bare(system, bareLists(system)),
    }),
  },
  {
    id: 'P3-create',
    what: 'create a task and its event, two hops',
    by: '1w',
    goals: [{ figure: 'requests', atLeast: 0.5 }],
    connections: 16,
    sides: (system) => ({
      subject: gateway(
        system,
        writes(system, system.places.spread, 'task/tasks.create', ({ projectId, statusId }) => ({
          projectId,
          statusId,
          title: 'Written by the benchmark',
        })),
      ),
      anchor: bare(system, bareWrites(system)),
    }),
  },
  {
    id: 'P3-move',
    what: 'move a task and write its event, two hops',
    by: '1w',
    goals: [{ figure: 'requests', atLeast: 0.4 }],
    connections: 16,
    sides: (system) => ({
      subject: gateway(system, [
        ...moves(system, ({ taskId: id, startedId: statusId }) => ({ id, statusId })),
        ...moves(system, ({ taskId: id, statusId }) => ({ id, statusId })),
      ]),
      anchor: bare(system, bareWrites(system)),
    }),
  },
  {
    id: 'P5',
    what: 'the list over one connection',
    by: '1a',
    goals: [{ figure: 'p50', atMost: 2 }],
    connections: 1,
    sides: (system) => ({
      subject: gateway(system, lists(system, system.places.spread)),
      anchor: bare(system, bareLists(system)),
    }),
  },
  {
    id: 'P12',
    what: 'the list with logs and traces on',
    by: 'off',
    goals: [{ figure: 'requests', atLeast: 0.9 }],
    connections: 32,
    sides: async (system) => {
      const calls = lists(system, system.places.spread)
      const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${system.anchorPort}` }
      return {
        subject: { port: await system.another('on', { LOG_LEVEL: 'info', ...collector }), calls },
        anchor: { port: await system.another('off', { LOG_LEVEL: 'silent' }), calls: [...calls] },
      }
    },
  },
  growth('list', 'task/tasks.list', ({ projectId }) => ({ projectId, limit: 50 })),
  growth('board', 'task/tasks.board', ({ projectId }) => ({ projectId })),
  growth('filter', 'task/tasks.list', ({ projectId, userId }) => ({
    projectId,
    assigneeId: userId,
    open: true,
  })),
  growth('mine', 'task/mine.get', ({ workspaceId }) => ({ workspaceId, today })),
  growth('search', 'task/search.find', ({ workspaceId }) => ({ workspaceId, text: 'zebra' })),
  growth('activity', 'task/activity.list', ({ workspaceId }) => ({ workspaceId })),
  growth(
    'dashboard',
    'analytics/dashboard.get',
    ({ workspaceId, projectId }) => ({ workspaceId, projectId, days: 28, timeZone: 'Asia/Seoul' }),
    3,
  ),
]

const moves = (system: System, input: (place: Place) => object) =>
  writes(system, system.places.spread, 'task/tasks.move', input)
