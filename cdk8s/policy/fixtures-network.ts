import {
  added,
  change,
  custom,
  type Fixture,
  inDevelopment,
  inProduction,
  policy,
  without,
} from './fixture.ts'

const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }

export const networkFixtures: Readonly<Record<string, Fixture>> = {
  'default-deny': inProduction(without('NetworkPolicy', 'default-deny')),
  'both-directions': policy('user-service', (spec) => ({ ...spec, policyTypes: ['Ingress'] })),
  'namespace-open': policy('default-deny', (spec) => ({ ...spec, egress: [{}] })),
  dns: policy('user-service', (spec) => ({ ...spec, egress: spec.egress?.slice(0, -1) })),
  'dangling-policy': policy('user-service', (spec) => ({
    ...spec,
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'ghost' } } }], ports: [] }],
  })),
  'catalogue-edges': policy('user-service', (spec) => ({
    ...spec,
    egress: [
      ...(spec.egress ?? []),
      { to: [{ podSelector: { matchLabels: { app: 'task-service' } } }], ports: [{ port: 3001 }] },
    ],
    ingress: [],
  })),
  'url-variables': inProduction(
    change('ConfigMap', 'taskmate-config', ({ data }) => {
      if (data) data.USER_SERVICE_URL = 'http://user-service:8080'
    }),
  ),
  exposed: inProduction(without('Service', 'user-service')),
  snippets: inDevelopment(
    change('Ingress', 'taskmate', ({ metadata }) => {
      metadata.annotations = { 'nginx.ingress.kubernetes.io/server-snippet': 'return 200;' }
    }),
  ),
  'dangling-service': inProduction(
    change('Service', 'user-service', ({ spec }) => {
      if (spec) spec.selector = { app: 'users' }
    }),
  ),
  'service-type': inProduction(
    change('Service', 'user-service', ({ spec }) => {
      if (spec) spec.type = 'NodePort'
    }),
  ),
  'service-port-names': inProduction(
    change('Service', 'user-service', ({ spec }) => delete spec?.ports?.[0]?.name),
  ),
  'dangling-edge': inProduction(
    custom('HTTPRoute', ({ rules }) => {
      for (const { backendRefs = [] } of rules) for (const to of backendRefs) to.name = 'web'
      rules.push({ backendRefs: [{ name: 'web', port: 80 }] })
    }),
  ),
  'edge-to-gateway-only': inProduction(
    custom('HTTPRoute', ({ rules }) =>
      rules.push({ backendRefs: [{ name: 'user-service', port: 3000 }] }),
    ),
  ),
  'metrics-unread': inProduction(
    change('NetworkPolicy', 'prometheus', ({ spec }) => {
      Object.assign(spec, { egress: spec.egress?.slice(1) })
    }),
  ),
  tls: inProduction(
    custom('Gateway', ({ listeners }) => {
      listeners.splice(1)
    }),
  ),
  'plain-ingress': inProduction(
    added({ ...ingress, metadata: { name: 'taskmate', namespace: 'taskmate-production' } }),
  ),
}
