import { underLoad, unnoticed } from '../releases.ts'
import { type Step, step } from '../step.ts'

const N = '-n taskmate-staging'
const manifests = 'build/rehearsal/staging'
const deploy = (step: string) => `DIST=build/rehearsal bin/deploy ${step} staging`

/** Loaded images, which nobody can pull: by tag, never by digest. */
const loaded = String.raw`sed -i -E 's#ghcr.io/taskmate/taskmate/([a-z-]+)@sha256:[0-9a-f]+#taskmate/\1:latest#; s#(image(Name)?: [^@]+)@sha256:[0-9a-f]+#\1#; s#imagePullPolicy: Always#imagePullPolicy: IfNotPresent#' $(find build/rehearsal -name '*.yaml')`

/** TLS would end at the edge; without it people come by the address of the service. */
const edge = `http://$(kubectl get service frontend-service ${N} -o jsonpath='{.spec.clusterIP}'):3100`
const master = `$(kubectl exec redis-0 -c sentinel ${N} -- redis-cli --user redis-admin -p 26379 sentinel get-master-addr-by-name taskmate | head -1 | cut -d. -f1)`
const pager = 'http://pager.outside.svc.cluster.local:8080'
const watching = (look: string, ...args: string[]) =>
  `node --import tsx cdk8s/smoke/watching/look.ts taskmate-staging ${look} ${args.map((argument) => `'${argument}'`).join(' ')}`.trim()
const job = (name: string) =>
  `kubectl create job ${name}-now --from=cronjob/${name} ${N} && kubectl wait job/${name}-now --for=condition=complete --timeout=120s ${N} && kubectl logs job/${name}-now ${N}`
const apiServer = `$(kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes -o jsonpath='{.items[0].endpoints[0].addresses[0]}:{.items[0].ports[0].port}')`
const primary = `$(kubectl get cluster postgres ${N} -o jsonpath='{.status.currentPrimary}')`
const asks = (from: string, to: string) =>
  `kubectl exec deployment/${from} ${N} -- curl --silent --max-time 3 --output /dev/null --write-out '%{http_code}\\n' ${to}`

/** Staging on one small node: restricted pods, two PostgreSQL by CloudNativePG with an account per service, Jobs that
 *  migrate, autoscalers, three Redis with Sentinel, a bucket, nightly dumps and their restore. */
export const rehearsal: Step[] = [
  // PostgreSQL waits for who is connected, and ends only when its log is archived, for which it needs Secrets of the
  // namespace. The bucket goes too: a new PostgreSQL archives into no folder that has another's log.
  step(
    'Room for it',
    `kubectl delete deployment --all ${N}; kubectl delete cluster --all --cascade=foreground ${N} 2>/dev/null; kubectl delete namespace taskmate taskmate-staging outside --ignore-not-found`,
  ),
  step(
    'An object store and whom alerts call, outside',
    'kubectl apply -f cdk8s/smoke/rehearsal/outside.yaml && kubectl rollout status deployment/objects deployment/pager -n outside --timeout=120s',
    /"objects" successfully rolled out/,
    /"pager" successfully rolled out/,
  ),
  step(
    'CloudNativePG and its plugin of backups',
    'cdk8s/smoke/rehearsal/operators.sh',
    /"cnpg-controller-manager" successfully rolled out/,
    /"barman-cloud" successfully rolled out/,
  ),
  step(
    'The manifests of the rehearsal',
    `rm -rf build/rehearsal && node --import tsx cdk8s/smoke/rehearsal/main.ts ${apiServer} && ${loaded} && ls ${manifests}`,
    /kustomization.yaml/,
  ),
  step(
    'The namespace of the rehearsal and its Secrets',
    `kubectl apply -f ${manifests}/namespace.yaml && S3_ACCESS_KEY_ID=rehearsal S3_SECRET_ACCESS_KEY=rehearsal-of-a-provider PAGE_URL=${pager}/page TICKET_URL=${pager}/ticket bin/new-secrets | kubectl create ${N} -f -`,
    /secret\/user-service-db created/,
  ),
  step(
    'Two PostgreSQL, a role and a database per service, a log that is archived',
    `kubectl apply -f ${manifests}/infrastructure -f ${manifests}/backups && kubectl wait cluster/postgres --for=condition=Ready --timeout=300s ${N} && kubectl wait database --all --for=jsonpath='{.status.applied}'=true --timeout=60s ${N} && kubectl wait cluster/postgres --for=condition=ContinuousArchiving --timeout=120s ${N}`,
    /cluster.postgresql.cnpg.io\/postgres condition met/,
    /task-service-db condition met/,
  ),
  step(
    'Three Redis with Sentinel',
    `kubectl rollout status statefulset/redis ${N} --timeout=300s && kubectl exec redis-0 -c sentinel ${N} -- redis-cli --user redis-admin -p 26379 sentinel ckquorum taskmate`,
    /OK [23] usable Sentinels/,
  ),
  step(
    'Jobs migrate before anything rolls out',
    `kubectl config set-context --current --namespace=taskmate-staging && ${deploy('migrate')}`,
    /user-service-migrate-\S+ complete/,
  ),
  step(
    'Two pods of each service',
    `${deploy('roll-out')} && kubectl get pods ${N}`,
    /(frontend-service-\S+ +1\/1 +Running[^\n]*\n){2}/,
  ),
  step(
    'All that watches, in three pods',
    `for file in prometheus logs jaeger dashboards; do kubectl apply -f ${manifests}/monitoring/$file.yaml; done; for name in prometheus victoria-logs jaeger; do kubectl rollout status deployment/$name ${N} --timeout=180s || exit 1; done`,
    /"jaeger" successfully rolled out/,
  ),
  step('Metrics of every pod are read', watching('scraped'), /task-service: 2 of 2 read/),
  step(
    'One request by its id in logs, trace and metrics, within ten seconds',
    `node --import tsx cdk8s/smoke/watching/look.ts taskmate-staging request ${edge}`,
    /log lines/,
    /trace from the gateway to SQL/,
    /exemplar/,
  ),
  step(
    'The next release while people work',
    underLoad(
      `kubectl rollout restart deployment -l 'tier in (backend,frontend)' ${N} && for name in user task analytics file frontend; do kubectl rollout status deployment/$name-service ${N} --timeout=330s; done`,
      edge,
    ),
    ...unnoticed,
  ),
  step(
    'Redis is restarted while people work',
    underLoad(
      `kubectl rollout restart statefulset/redis ${N} && kubectl rollout status statefulset/redis ${N} --timeout=300s`,
      edge,
    ),
    ...unnoticed,
  ),
  step(
    'The master of Redis crashes: the others agree on a new one, nobody is signed out',
    `before=${master}; kubectl delete pod $before ${N} --grace-period=0 --force 2>/dev/null; kubectl wait pod/$before --for=condition=Ready --timeout=120s ${N}; for try in $(seq 60); do [ ${master} != $before ] && break; sleep 1; done; [ ${master} != $before ] && kubectl exec ${master} -c redis ${N} -- redis-cli --user redis-admin --raw keys 'sess:*' | grep -c sess:`,
    /^[1-9]/m,
  ),
  step(
    'The primary of PostgreSQL dies while people write: nothing acknowledged is lost',
    `before=${primary}; node --import tsx cdk8s/smoke/traffic/writes.ts "kubectl delete pod $before ${N} --grace-period=0 --force" ${edge} && kubectl wait cluster/postgres --for=condition=Ready --timeout=180s ${N} && [ ${primary} != $before ]`,
    / 0 of them lost/,
  ),
  step(
    'Autoscalers see the load',
    `for try in $(seq 12); do kubectl get hpa ${N} | grep -q unknown || break; sleep 10; done; kubectl get hpa,pdb ${N}`,
    /frontend-service +cpu: \d+%\/70%/,
  ),
  step(
    'A service opens no database but its own',
    `password=$(kubectl get secret user-service-db ${N} -o jsonpath='{.data.password}' | base64 -d); for database in user task; do kubectl exec ${primary} -c postgres ${N} -- env PGPASSWORD=$password psql -h 127.0.0.1 -U user_service -d "$database"_service_db -Atc 'select current_database()' 2>&1; done; true`,
    /^user_service_db$/m,
    /pg_hba.conf rejects connection[^\n]*"task_service_db"/,
  ),
  step(
    'An edge of the catalogue, everything else closed',
    asks('task-service', 'http://user-service:3000/up'),
    /^200$/m,
  ),
  step(
    'No edge of the catalogue, everything else closed',
    `${asks('user-service', 'http://task-service:3001/up')} || echo "refused with $?"`,
    /refused with (7|28)/,
  ),
  step(
    'A service without pods calls somebody, its runbook brings it back',
    watching(
      'alert',
      'ServiceDown',
      `kubectl scale deployment/analytics-service --replicas=0 ${N}`,
      `kubectl scale deployment/analytics-service --replicas=2 ${N} && kubectl rollout status deployment/analytics-service ${N} --timeout=330s`,
    ),
    /ServiceDown firing after \d+ s, to \/page: https:.*service-down.md/,
    /ServiceDown resolved/,
  ),
  step(
    'Each panel of each dashboard has an answer',
    `node --import tsx cdk8s/smoke/watching/look.ts taskmate-staging dashboards ${edge}`,
    /^\d+ panels, 0 queries without data/m,
  ),
  step(
    'The pod of logs is killed while people work: no line is lost, none comes twice',
    `node --import tsx cdk8s/smoke/watching/look.ts taskmate-staging logs ${edge} "kubectl delete pod -l app=victoria-logs ${N} --grace-period=0 --force 2>/dev/null; kubectl rollout status deployment/victoria-logs ${N} --timeout=120s"`,
    / 0 of their lines lost, 0 there twice/,
  ),
  step('All that watches, in memory', watching('memory'), /MiB in all/),
  step(
    'Every alert fires and rests as promtool has it',
    'bin/test cdk8s/monitoring/evaluation.test.ts -w 1',
    /Tests: +\d+ passed/,
  ),
  step('The nightly dump, now', job('postgres-backup'), /4 databases/),
  step('Its restore, now', job('restore-drill'), /restored and equal/),
  step(
    'Everything is lost: the bucket alone brings it back',
    `cdk8s/smoke/rehearsal/everything-lost.sh taskmate-staging build/rehearsal/recovered/staging && curl --silent --fail --output /dev/null --write-out '%{http_code}\\n' ${edge}/`,
    /^\d+ MB back after \d+ s, their PostgreSQL after \d+ s: \d+ rows, 0 lost/m,
    /^200$/m,
  ),
  step(
    'A table is dropped by hand: the moment before is restored beside it',
    'cdk8s/smoke/rehearsal/restore.sh taskmate-staging',
    /restored in \d+ s: (\d+) tasks before, \1 after/,
  ),
]
