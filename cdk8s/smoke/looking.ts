import { services, shortName } from '../../services/catalog.ts'
import { backends, dist, N, type Step, step } from './step.ts'

export const look: Step[] = [
  step('Seven pods run', `kubectl get pods ${N} --no-headers | grep -c '1/1 *Running'`, /^7$/m),
  step(
    'Look at everything',
    `kubectl get pods,services,ingress,all ${N}`,
    ...services.map(({ name, port }) => new RegExp(`service/${name} +ClusterIP.* ${port}/TCP`)),
    /taskmate\.local/,
  ),
  step(
    'Reach it by port-forward',
    `kubectl port-forward service/frontend-service 3100:3100 ${N} >/dev/null & sleep 3; curl --silent --output /dev/null --write-out '%{http_code}\\n' http://127.0.0.1:3100/; kill %1`,
    /^200$/m,
  ),
  step(
    'Reach it by host name',
    `curl --silent --output /dev/null --write-out '%{http_code}\\n' --resolve "taskmate.local:80:\${INGRESS_IP:-127.0.0.1}" http://taskmate.local/`,
    /^200$/m,
  ),
  step(
    'Logs of a service',
    `kubectl logs -l app=user-service ${N} --tail=50`,
    /"service":"user-service"/,
  ),
  step(
    'Follow the logs of all backends',
    `timeout 5 kubectl logs -l tier=backend -f ${N} --tail=20 | cat`,
    ...backends.map(({ name }) => new RegExp(`"service":"${name}"`)),
  ),
]

export const database: Step[] = [
  step(
    'PostgreSQL is ready',
    `kubectl exec deployment/postgres ${N} -- pg_isready`,
    /accepting connections/,
  ),
  step(
    'The four databases',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d postgres -l`,
    ...backends.map(({ name }) => new RegExp(`${shortName(name)}_service_db`)),
  ),
  step(
    'Trigrams of Hangul',
    `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d task_service_db -Atc "select show_trgm('한글') <> '{}'"`,
    /^t$/m,
  ),
]

export const troubleshoot: Step[] = [
  step(
    'Describe',
    `kubectl describe pod -l app=user-service ${N}`,
    /db-migrate:/,
    /Reason: +Completed/,
  ),
  {
    ...step(
      'Logs before the last restart',
      `kubectl logs deployment/user-service --previous ${N}`,
      /previous terminated container .* not found/,
    ),
    exit: 1,
  },
  step(
    'Resolve a name',
    `kubectl exec deployment/frontend-service ${N} -- nslookup user-service`,
    /user-service\.taskmate\.svc\.cluster\.local/,
  ),
  step(
    'Ask a service from inside',
    `kubectl exec deployment/frontend-service ${N} -- curl --silent --show-error --output /dev/null --write-out '%{http_code}\\n' http://user-service:3000/up`,
    /^200$/m,
  ),
]

export const measure: Step[] = [
  step(
    'Use of CPU and memory',
    `for i in $(seq 12); do kubectl top pods ${N} && break; sleep 10; done`,
    /user-service-\S+ +\d+m +\d+Mi/,
  ),
  step(
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

export const edges: Step[] = [
  step(
    'Without the open policy',
    `kubectl delete networkpolicy development-open ${N} && sleep 3`,
    /deleted/,
  ),
  step('An edge of the catalogue', asks('task-service', 'http://user-service:3000/up'), /^200$/m),
  step('No edge of the catalogue', refused('user-service', 'http://task-service:3001/up'), ...no),
  step(
    'Nor are metrics for neighbours',
    refused('task-service', 'http://user-service:9464/metrics'),
    ...no,
  ),
  step(
    'The open policy again',
    `kubectl apply -f ${dist}/namespace.yaml`,
    /development-open created/,
  ),
]
