import { services } from '../../services/catalog.ts'
import type { Environment } from '../environments/environment.ts'
import type { Folder } from '../layout-app.ts'
import { TlsGateway } from './gateway.ts'
import { DevelopmentIngress } from './ingress.ts'

/** How browsers get in: to the gateway service alone, never to a backend. */
export function buildEdge(folder: Folder, environment: Environment) {
  const { edge, host, uploadLimitBytes } = environment
  for (const { name: service, port } of services.filter(({ tier }) => tier === 'frontend'))
    switch (edge.kind) {
      case 'ingress':
        new DevelopmentIngress(folder.file('networking/ingress'), 'taskmate', {
          ...edge,
          host,
          service,
          uploadLimitBytes,
        })
        break
      case 'gateway':
        new TlsGateway(folder.file('networking/gateway'), 'taskmate', {
          ...edge,
          host,
          service,
          port,
        })
    }
}
