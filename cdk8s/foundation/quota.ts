import { poolSizes, services } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import { type Budget, type Budgets, bytesOf, millicoresOf } from '../workloads/pod.ts'
import type { Scale } from '../workloads/service-container.ts'

/** Connections that one process opens at most. */
export const POOL_SIZE = poolSizes.requests + poolSizes.feeds

/** Pods of a service at most, the one more of a rolling update included. */
const mostPods = (scale: Scale) => ('max' in scale ? scale.max : scale.replicas) + 1

/** Connections that all services open at most, and 20 for migrations, backups and people. */
export const maxConnections = (environment: Environment) =>
  services
    .filter(({ database }) => database)
    .reduce((sum, { name }) => sum + mostPods(environment.services[name].scale) * POOL_SIZE, 20)

/** Room for everything at its largest: services while they are updated, stores, and `extra` for what watches and backs up. */
export function quotaOf(environment: Environment, extra: Budgets & { readonly pods: number }) {
  if (environment.quota) return environment.quota
  const parts: [number, Budgets][] = [
    ...services.map(({ name }): [number, Budgets] => {
      const { scale, resources } = environment.services[name]
      // One more for the migration's Job.
      return [mostPods(scale) + 1, resources]
    }),
    [
      environment.postgres.kind === 'operator' ? environment.postgres.instances + 1 : 1,
      storeBudget(environment),
    ],
    [4, environment.redis.resources],
    [1, extra],
  ]
  const sum = (which: 'requests' | 'limits'): Budget => ({
    cpu: `${total(parts, ({ [which]: { cpu } }) => millicoresOf(cpu))}m`,
    memory: mebibytes(total(parts, ({ [which]: { memory } }) => bytesOf(memory))),
    ephemeralStorage: mebibytes(
      total(parts, ({ [which]: { ephemeralStorage } }) => bytesOf(ephemeralStorage)),
    ),
  })
  const pods = parts.reduce((count, [number]) => count + number, extra.pods)
  return { requests: sum('requests'), limits: sum('limits'), pods }
}

const none: Budget = { cpu: '0', memory: '0', ephemeralStorage: '0' }

const storeBudget = ({ postgres }: Environment): Budgets =>
  postgres.kind === 'external' ? { requests: none, limits: none } : postgres.resources

const total = (parts: [number, Budgets][], of: (budgets: Budgets) => number) =>
  parts.reduce((sum, [count, budgets]) => sum + count * of(budgets), 0)

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)}Mi`
