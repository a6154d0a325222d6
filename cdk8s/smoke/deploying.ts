import { services } from '../../services/catalog.ts'
import { applied, backends, dist, N, type Step, step } from './step.ts'

const filesOf = (tier: string) =>
  services
    .filter((service) => service.tier === tier)
    .map(({ name }) => `-f ${dist}/services/${name}.yaml`)
    .join(' ')

export const deployInOrder: Step[] = [
  step(
    'Namespace, configuration, secret',
    `kubectl apply -f ${dist}/namespace.yaml`,
    applied('namespace/taskmate'),
    applied('configmap/taskmate-config'),
    applied('secret/taskmate-secrets'),
  ),
  step(
    'Infrastructure',
    `kubectl apply -f ${dist}/infrastructure/`,
    applied('deployment.apps/postgres'),
    applied('deployment.apps/redis'),
  ),
  step(
    'PostgreSQL is there',
    `kubectl rollout status deployment/postgres ${N} --timeout=300s`,
    /successfully rolled out/,
  ),
  step(
    'Wait for PostgreSQL',
    `kubectl wait --for=condition=ready pod -l app=postgres ${N} --timeout=300s`,
    /pod\/postgres-\S+ condition met/,
  ),
  step(
    'Backends',
    `kubectl apply ${filesOf('backend')}`,
    ...backends.map(({ name }) => applied(`deployment.apps/${name}`)),
  ),
  ...backends.map(({ name }) =>
    step(
      `${name} is there`,
      `kubectl rollout status deployment/${name} ${N} --timeout=300s`,
      /successfully rolled out/,
    ),
  ),
  step(
    'Wait for the backends',
    `kubectl wait --for=condition=ready pod -l tier=backend ${N} --timeout=300s`,
    ...backends.map(({ name }) => new RegExp(`pod/${name}-\\S+ condition met`)),
  ),
  step(
    'Frontend',
    `kubectl apply ${filesOf('frontend')}`,
    applied('deployment.apps/frontend-service'),
  ),
  step(
    'Wait for the frontend',
    `kubectl rollout status deployment/frontend-service ${N} --timeout=300s && kubectl wait --for=condition=ready pod -l app=frontend-service ${N} --timeout=300s`,
    /condition met/,
  ),
  step(
    'Ingress',
    `kubectl apply -f ${dist}/networking/ingress.yaml`,
    applied('ingress.networking.k8s.io/taskmate'),
  ),
  step(
    'All at once changes nothing',
    `kubectl apply -k ${dist}`,
    /deployment.apps\/user-service unchanged/,
  ),
]

export const scale: Step[] = [
  step(
    'Scale',
    `kubectl scale deployment user-service --replicas=3 ${N}`,
    /deployment.apps\/user-service scaled/,
  ),
  step(
    'Three are ready',
    `kubectl rollout status deployment/user-service ${N} --timeout=300s`,
    /successfully rolled out/,
  ),
  step(
    'Each migration was applied once',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d user_service_db -Atc 'select count(*) > 0, count(*) = count(distinct migration_name), count(*) = count(finished_at) from _prisma_migrations'`,
    /^t\|t\|t$/m,
  ),
  step('Scale back', `kubectl scale deployment user-service --replicas=1 ${N}`, /scaled/),
]

export const update: Step[] = [
  step(
    'Restart',
    `kubectl rollout restart deployment/user-service ${N}`,
    /deployment.apps\/user-service restarted/,
  ),
  step(
    'It is back',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
  step(
    'Another image, for the migration too',
    `kubectl set image deployment/user-service user-service=docker.io/taskmate/user-service:latest db-migrate=docker.io/taskmate/user-service:latest ${N}`,
    /deployment.apps\/user-service image updated/,
  ),
  step(
    'It serves',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
  step(
    'Back to what the manifest says',
    `kubectl apply -f ${dist}/services/user-service.yaml`,
    /deployment.apps\/user-service configured/,
  ),
  step(
    'It serves again',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
]
