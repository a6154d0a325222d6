import type { App } from 'cdk8s'
import { services } from '../services/catalog.ts'
import { Access } from './access.ts'
import { buildEntrance } from './entrance.ts'
import type { Environment } from './environment.ts'
import { filesOf } from './files.ts'
import { Foundation } from './foundation.ts'
import { Folder } from './layout-app.ts'
import { migrationEdges, serviceEdges, WorkloadPolicy } from './network-policies.ts'
import { buildOperations, operationsBudget } from './operations.ts'
import { postgresOf } from './postgres.ts'
import { quotaOf } from './quota.ts'
import { RailsLikeService } from './rails-like-service.ts'
import { redisOf } from './redis.ts'
import { secretNamesOf } from './secrets.ts'
import { configOf, longestRequests, ownEnv, surroundingsOf } from './settings.ts'

/** The whole system in one environment, in the order in which it is applied. */
export function taskmate(app: App, environment: Environment) {
  const { name, namespace, images, groups, migration } = environment
  const postgres = postgresOf(environment)
  const redis = redisOf(environment)
  const objects = filesOf(environment)
  const stores = [postgres, redis, objects]
  const surroundings = surroundingsOf(environment, { postgres, redis, objects })
  const folder = new Folder(app, name, { namespace })

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
    new WorkloadPolicy(file, service.name, serviceEdges(service.name, surroundings))
    if (migrates === 'job')
      new WorkloadPolicy(file, `${service.name}-migrate`, migrationEdges(surroundings))
  }

  buildEntrance(folder, environment)
  buildOperations(folder, environment, foundation, postgres.edge)
}
