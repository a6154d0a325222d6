import { services, shortName } from '../services/catalog.ts'
import { backends, dist, N, running, type SeedCommand } from './seed-command.ts'

export const look: SeedCommand[] = [
  running('Seven pods run', `kubectl get pods ${N} --no-headers | grep -c '1/1 *Running'`, /^7$/m),
  running(
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
  ),
  running(
    'Follow the logs of all backends',
    `timeout 5 kubectl logs -l tier=backend -f ${N} --tail=20 | cat`,
    ...backends.map(({ name }) => new RegExp(`"service":"${name}"`)),
  ),
]

export const database: SeedCommand[] = [
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

export const troubleshoot: SeedCommand[] = [
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

export const measure: SeedCommand[] = [
  running(
    'Use of CPU and memory',
    `for i in $(seq 12); do kubectl top pods ${N} && break; sleep 10; done`,
    /user-service-\S+ +\d+m +\d+Mi/,
  ),
  running(
    'The REST path, from a pod of curl',
    `kubectl run test-pod --image=curlimages/curl --image-pull-policy=IfNotPresent --restart=Never ${N} -- curl --retry 10 --retry-all-errors --silent --output /dev/null --write-out '%{http_code}' http://user-service:3000/api/v1/auth/verify >/dev/null 2>&1; kubectl wait pod/test-pod --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s ${N} >/dev/null; kubectl logs test-pod ${N}; kubectl delete pod test-pod --wait=false ${N} >/dev/null`,
    /401/,
  ),
]

// A new pod may be there before its policies are: hence curl's retries above.
const asks = (from: string, to: string) =>
  `kubectl exec deployment/${from} ${N} -- curl --silent --max-time 3 --output /dev/null --write-out '%{http_code}\\n' ${to}`

/** Some clusters answer with a reset (7), others let it time out (28). */
const refused = (from: string, to: string) => `${asks(from, to)} || echo "refused with $?"`
const no = [/^000$/m, /^refused with (7|28)$/m]

export const edges: SeedCommand[] = [
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
  running(
    'No edge of the catalogue',
    refused('user-service', 'http://task-service:3001/up'),
    ...no,
  ),
  running(
    'Nor are metrics for neighbours',
    refused('task-service', 'http://user-service:9464/metrics'),
    ...no,
  ),
  running(
    'The open policy again',
    `kubectl apply -f ${dist}/namespace.yaml`,
    /development-open created/,
  ),
]
