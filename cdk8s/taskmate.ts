import type { App } from 'cdk8s'
import { services } from '../services/catalog.ts'
import type { Environment } from './environments/environment.ts'
import { configOf, longestRequests, networkContextOf, ownEnv } from './environments/settings.ts'
import { Access } from './foundation/access.ts'
import { Foundation } from './foundation/foundation.ts'
import { quotaOf } from './foundation/quota.ts'
import { secretNamesOf } from './foundation/secrets.ts'
import { Folder } from './layout-app.ts'
import { buildEdge } from './network/edge.ts'
import {
  migrationConnections,
  serviceConnections,
  WorkloadPolicy,
} from './network/network-policies.ts'
import { buildOperations, operationsBudget } from './operations/operations.ts'
import { filesOf } from './stores/files.ts'
import { postgresOf } from './stores/postgres.ts'
import { redisOf } from './stores/redis.ts'
import { RailsLikeService } from './workloads/rails-like-service.ts'

/** The whole system in one environment, in the order in which it is applied. */
export function taskmate(
  app: App,
  environment: Environment,
  folder = new Folder(app, environment.name, environment),
) {
  const { name, images, groups, migration } = environment
  const postgres = postgresOf(environment)
  const redis = redisOf(environment)
  const objects = filesOf(environment)
  const stores = [postgres, redis, objects]
  const networkContext = networkContextOf(environment, { postgres, redis, objects })

  const base = folder.file('namespace')
  const foundation = new Foundation(base, 'foundation', {
    ...environment,
    config: configOf(environment, stores),
    quota: quotaOf(environment, operationsBudget),
  })
  new Access(base, 'access', groups)

  for (const store of stores) store.build(folder, foundation)

  for (const service of services) {
    const file = folder.file(`services/${service.name}`)
    const migrates = service.database ? migration : 'none'
    new RailsLikeService(file, service.name, {
      ...environment.services[service.name],
      image: images.own(service.name),
      environment: name,
      port: service.port,
      tier: service.tier,
      migration: migrates,
      envFrom: {
        configMaps: foundation.configMaps,
        secrets: secretNamesOf(environment, service.name),
      },
      env: ownEnv(environment, service.name, stores),
      volumes: stores.flatMap((store) => store.volumes(service.name)),
      configChecksum: foundation.configChecksum,
      priorityClass: foundation.priorityClasses.service,
      longestRequestSeconds: longestRequests[service.name],
    })
    new WorkloadPolicy(file, service.name, serviceConnections(service.name, networkContext))
    if (migrates === 'job')
      new WorkloadPolicy(file, `${service.name}-migrate`, migrationConnections(networkContext))
  }

  buildEdge(folder, environment)
  buildOperations(folder, environment, foundation, postgres.connection)
}
