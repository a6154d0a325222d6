import { services } from '../services/catalog.ts'
import type { Environment } from './environment.ts'
import { TlsGateway } from './gateway.ts'
import { DevelopmentIngress } from './ingress.ts'
import type { Folder } from './layout-app.ts'

/** How browsers get in: to the gateway service alone, never to a backend. */
export function buildEntrance(folder: Folder, environment: Environment) {
  const { entrance, host, uploadLimitBytes } = environment
  for (const { name: service, port } of services.filter(({ tier }) => tier === 'frontend'))
    switch (entrance.kind) {
      case 'ingress':
        new DevelopmentIngress(folder.file('networking/ingress'), 'taskmate', {
          ...entrance,
          host,
          service,
          uploadLimitBytes,
        })
        break
      case 'gateway':
        new TlsGateway(folder.file('networking/gateway'), 'taskmate', {
          ...entrance,
          host,
          service,
          port,
        })
    }
}
