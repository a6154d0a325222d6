import { services, shortName } from '../services/catalog.ts'

/** A command that people type, and what it has to print. */
export interface SeedCommand {
  readonly what: string
  /** Bash; the working directory is the repository. */
  readonly command: string
  /** Each has to be in the output. */
  readonly shows: readonly RegExp[]
  /** @default 0 */
  readonly exit?: number
  /** Needs containers that run, not only an API server. */
  readonly pods: boolean
}

const N = '-n taskmate'
const dist = 'dist/development'
const backends = services.filter(({ tier }) => tier === 'backend')
const filesOf = (tier: string) =>
  services
    .filter((service) => service.tier === tier)
    .map(({ name }) => `-f ${dist}/services/${name}.yaml`)
    .join(' ')

const any = (what: string, command: string, ...shows: RegExp[]): SeedCommand => ({
  what,
  command,
  shows,
  pods: false,
})
const running = (what: string, command: string, ...shows: RegExp[]): SeedCommand => ({
  ...any(what, command, ...shows),
  pods: true,
})

const applied = (name: string) => new RegExp(`${name} (created|configured|unchanged)`)

const deployInOrder: SeedCommand[] = [
  any(
    'Namespace, configuration, secret',
    `kubectl apply -f ${dist}/namespace.yaml`,
    applied('namespace/taskmate'),
    applied('configmap/taskmate-config'),
    applied('secret/taskmate-secrets'),
  ),
  any(
    'Infrastructure',
    `kubectl apply -f ${dist}/infrastructure/`,
    applied('deployment.apps/postgres'),
    applied('deployment.apps/redis'),
  ),
  any(
    'PostgreSQL is there',
    `kubectl rollout status deployment/postgres ${N} --timeout=300s`,
    /successfully rolled out/,
  ),
  any(
    'Wait for PostgreSQL',
    `kubectl wait --for=condition=ready pod -l app=postgres ${N} --timeout=300s`,
    /pod\/postgres-\S+ condition met/,
  ),
  any(
    'Backends',
    `kubectl apply ${filesOf('backend')}`,
    ...backends.map(({ name }) => applied(`deployment.apps/${name}`)),
  ),
  ...backends.map(({ name }) =>
    any(
      `${name} is there`,
      `kubectl rollout status deployment/${name} ${N} --timeout=300s`,
      /successfully rolled out/,
    ),
  ),
  any(
    'Wait for the backends',
    `kubectl wait --for=condition=ready pod -l tier=backend ${N} --timeout=300s`,
    ...backends.map(({ name }) => new RegExp(`pod/${name}-\\S+ condition met`)),
  ),
  any(
    'Frontend',
    `kubectl apply ${filesOf('frontend')}`,
    applied('deployment.apps/frontend-service'),
  ),
  any(
    'Wait for the frontend',
    `kubectl rollout status deployment/frontend-service ${N} --timeout=300s && kubectl wait --for=condition=ready pod -l app=frontend-service ${N} --timeout=300s`,
    /condition met/,
  ),
  any(
    'Ingress',
    `kubectl apply -f ${dist}/networking/ingress.yaml`,
    applied('ingress.networking.k8s.io/taskmate'),
  ),
  any(
    'All at once changes nothing',
    `kubectl apply -k ${dist}`,
    /deployment.apps\/user-service unchanged/,
  ),
]

const look: SeedCommand[] = [
  running('Seven pods run', `kubectl get pods ${N} --no-headers | grep -c '1/1 *Running'`, /^7$/m),
  any(
    'Look at everything',
    `kubectl get pods,services,ingress,all ${N}`,
    ...services.map(({ name, port }) => new RegExp(`service/${name} +ClusterIP.* ${port}/TCP`)),
    /taskmate\.local/,
  ),
  running(
    'Reach it by port-forward',
    `kubectl port-forward service/frontend-service 3100:3100 ${N} >/dev/null & sleep 3; curl --silent --output /dev/null --write-out '%{http_code}\\n' http://127.0.0.1:3100/; kill %1`,
    /^200$/m,
  ),
  running(
    'Reach it by host name',
    `curl --silent --output /dev/null --write-out '%{http_code}\\n' --resolve "taskmate.local:80:\${INGRESS_IP:-127.0.0.1}" http://taskmate.local/`,
    /^200$/m,
  ),
  running(
    'Logs of a service',
    `kubectl logs -l app=user-service ${N} --tail=50`,
    /"service":"user-service"/,
    /listening/,
  ),
  running(
    'Follow the logs of all backends',
    `timeout 5 kubectl logs -l tier=backend -f ${N} --tail=20 | cat`,
    ...backends.map(({ name }) => new RegExp(`"service":"${name}"`)),
  ),
]

const database: SeedCommand[] = [
  running(
    'PostgreSQL is ready',
    `kubectl exec deployment/postgres ${N} -- pg_isready`,
    /accepting connections/,
  ),
  running(
    'The four databases',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d postgres -l`,
    ...backends.map(({ name }) => new RegExp(`${shortName(name)}_service_db`)),
  ),
  running(
    'Trigrams of Hangul',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d task_service_db -Atc "select show_trgm('한글') <> '{}'"`,
    /^t$/m,
  ),
]

const scale: SeedCommand[] = [
  any(
    'Scale',
    `kubectl scale deployment user-service --replicas=3 ${N}`,
    /deployment.apps\/user-service scaled/,
  ),
  any(
    'Three are ready',
    `kubectl rollout status deployment/user-service ${N} --timeout=300s`,
    /successfully rolled out/,
  ),
  running(
    'Each migration was applied once',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d user_service_db -Atc 'select count(*) > 0, count(*) = count(distinct migration_name), count(*) = count(finished_at) from _prisma_migrations'`,
    /^t\|t\|t$/m,
  ),
  any('Scale back', `kubectl scale deployment user-service --replicas=1 ${N}`, /scaled/),
]

const update: SeedCommand[] = [
  any(
    'Restart',
    `kubectl rollout restart deployment/user-service ${N}`,
    /deployment.apps\/user-service restarted/,
  ),
  any(
    'It is back',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
  any(
    'Another image, for the migration too',
    `kubectl set image deployment/user-service user-service=docker.io/taskmate/user-service:latest db-migrate=docker.io/taskmate/user-service:latest ${N}`,
    /deployment.apps\/user-service image updated/,
  ),
  any(
    'It serves',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
  any(
    'Back to what the manifest says',
    `kubectl apply -f ${dist}/services/user-service.yaml`,
    /deployment.apps\/user-service configured/,
  ),
  any(
    'It serves again',
    `kubectl rollout status deployment/user-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
]

const troubleshoot: SeedCommand[] = [
  running(
    'Describe',
    `kubectl describe pod -l app=user-service ${N}`,
    /db-migrate:/,
    /Reason: +Completed/,
  ),
  {
    ...running(
      'Logs before the last restart',
      `kubectl logs deployment/user-service --previous ${N}`,
      /previous terminated container .* not found/,
    ),
    exit: 1,
  },
  running(
    'Resolve a name',
    `kubectl exec deployment/frontend-service ${N} -- nslookup user-service`,
    /user-service\.taskmate\.svc\.cluster\.local/,
  ),
  running(
    'Ask a service from inside',
    `kubectl exec deployment/frontend-service ${N} -- curl --silent --show-error --output /dev/null --write-out '%{http_code}\\n' http://user-service:3000/up`,
    /^200$/m,
  ),
]

const measure: SeedCommand[] = [
  running(
    'Use of CPU and memory',
    `for i in $(seq 12); do kubectl top pods ${N} && break; sleep 10; done`,
    /user-service-\S+ +\d+m +\d+Mi/,
  ),
  running(
    'The REST path, from a pod of curl',
    `kubectl run test-pod --image=curlimages/curl --image-pull-policy=IfNotPresent --restart=Never ${N} -- curl --silent --output /dev/null --write-out '%{http_code}' http://user-service:3000/api/v1/auth/verify >/dev/null 2>&1; kubectl wait pod/test-pod --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s ${N} >/dev/null; kubectl logs test-pod ${N}; kubectl delete pod test-pod --wait=false ${N} >/dev/null`,
    /401/,
  ),
]

const asks = (from: string, to: string) =>
  `kubectl exec deployment/${from} ${N} -- curl --silent --max-time 3 --output /dev/null --write-out '%{http_code}\\n' ${to}`

const edges: SeedCommand[] = [
  running(
    'Without the open policy',
    `kubectl delete networkpolicy development-open ${N} && sleep 3`,
    /deleted/,
  ),
  running(
    'An edge of the catalogue',
    asks('task-service', 'http://user-service:3000/up'),
    /^200$/m,
  ),
  {
    ...running(
      'No edge of the catalogue',
      asks('user-service', 'http://task-service:3001/up'),
      /^000$/m,
    ),
    exit: 28,
  },
  {
    ...running(
      'Nor are metrics for neighbours',
      asks('task-service', 'http://user-service:9464/metrics'),
      /^000$/m,
    ),
    exit: 28,
  },
  running(
    'The open policy again',
    `kubectl apply -f ${dist}/namespace.yaml`,
    /development-open created/,
  ),
]

export const seedCommands: readonly SeedCommand[] = [
  ...deployInOrder,
  ...look,
  ...database,
  ...scale,
  ...update,
  ...troubleshoot,
  ...measure,
  ...edges,
]
