import { services } from '../../services/catalog.ts'
import { dist, N, type Step, step } from './step.ts'

/** Runs a command while people work; the last lines say what they noticed. */
export const underLoad = (command: string, url = '') =>
  `node --import tsx cdk8s/smoke/traffic/under-load.ts "${command.replaceAll(/["$]/g, '\\$&')}" ${url}`.trim()

export const unnoticed = [
  /requests a second: \d+ done, 0 failed/,
  /uploads .*: \d+ done, 0 failed/,
  /downloads .*: \d+ done, 0 failed/,
  / 0 lost, 0 doubled, 0 out of order/,
]

/** Old pods of `name` must be gone too: they may still answer long requests after the roll-out. */
const restart = (name: string) =>
  `old=$(kubectl get pod -l app=${name} ${N} -o name); kubectl rollout restart deployment/${name} ${N} && kubectl rollout status deployment/${name} ${N} --timeout=330s && kubectl wait --for=delete $old ${N} --timeout=120s`

/** Other names of the same images: a release as far as Kubernetes can tell. */
const next =
  'rm -rf build/next && mkdir -p build && cp -r dist build/next && sed -i "s|image: taskmate/|image: docker.io/taskmate/|" build/next/development/services/*.yaml'

const context = 'kubectl config set-context --current --namespace=taskmate'

/** Per Deployment: its revision and the images that it runs. */
const revisions = `kubectl get deployment -l 'tier in (backend,frontend)' ${N} -o custom-columns='NAME:.metadata.name,REVISION:.metadata.annotations.deployment\\.kubernetes\\.io/revision,IMAGE:.spec.template.spec.containers[*].image'`

export const releases: Step[] = [
  ...services.map(({ name }) =>
    step(`Restart of ${name} while people work`, underLoad(restart(name)), ...unnoticed),
  ),
  step('Revisions before a release', revisions, /task-service +\d+ +taskmate\/task-service/),
  step(
    'A release of all services while people work',
    `${next} && ${context} && ${underLoad('DIST=build/next bin/deploy roll-out development')}`,
    ...services.map(({ name }) => new RegExp(`deployment "${name}" successfully rolled out`)),
    ...unnoticed,
  ),
  step(
    'Applying the release again starts no second roll-out',
    'kubectl apply -f build/next/development/services',
    ...services.map(({ name }) => new RegExp(`deployment.apps/${name} unchanged`)),
  ),
  step(
    'One revision more, the images of the release',
    revisions,
    /task-service +\d+ +docker.io\/taskmate\/task-service/,
  ),
  step(
    'Undo of all services while people work',
    underLoad('bin/deploy undo development'),
    ...services.map(({ name }) => new RegExp(`deployment "${name}" successfully rolled out`)),
    ...unnoticed,
  ),
  step('The images before the release', revisions, /task-service +\d+ +taskmate\/task-service/),
  step(
    'A release whose pod never gets ready: the old pod serves on, the roll-out fails in time',
    underLoad(
      `kubectl set env deployment/task-service --containers=task-service POSTGRES_HOST=nowhere ${N} && ! kubectl rollout status deployment/task-service ${N} --timeout=330s && kubectl get pods -l app=task-service ${N} --no-headers`,
    ),
    /exceeded its progress deadline/,
    /task-service-\S+ +0\/1 +Running/,
    /task-service-\S+ +1\/1 +Running/,
    ...unnoticed,
  ),
  step(
    'Undone',
    `kubectl rollout undo deployment/task-service ${N} && kubectl rollout status deployment/task-service ${N} --timeout=330s`,
    /successfully rolled out/,
  ),
]

const pending = '20990101000000_pending'
const migration =
  'select pg_sleep(3); create table pending_probe (id int primary key); insert into pending_probe values (1);'
const mount = JSON.stringify({
  spec: {
    template: {
      spec: {
        volumes: [{ name: 'pending', configMap: { name: 'pending' } }],
        initContainers: [
          {
            name: 'db-migrate',
            volumeMounts: [{ name: 'pending', mountPath: `/app/migrations/${pending}` }],
          },
        ],
      },
    },
  },
})
const psql = (statement: string) =>
  `kubectl exec deployment/postgres ${N} -- psql -U taskmate -d user_service_db -Atc "${statement}"`

export const pendingMigration: Step[] = [
  step(
    'Three replicas at once with a pending migration of three seconds',
    `kubectl create configmap pending ${N} --from-literal=migration.sql='${migration}' && kubectl scale deployment/user-service --replicas=0 ${N} && kubectl wait --for=delete pod -l app=user-service ${N} --timeout=120s && kubectl patch deployment/user-service ${N} --patch '${mount}' && kubectl scale deployment/user-service --replicas=3 ${N} && kubectl rollout status deployment/user-service ${N} --timeout=330s && kubectl get pods -l app=user-service ${N} --no-headers`,
    /(user-service-\S+ +1\/1 +Running[^\n]*\n){3}/,
  ),
  step(
    'It was applied once',
    psql(
      `select count(*), count(finished_at), (select count(*) from pending_probe) from _prisma_migrations where migration_name = '${pending}'`,
    ),
    /^1\|1\|1$/m,
  ),
  step(
    'Back to what the manifest says, once more',
    `${psql(`drop table pending_probe; delete from _prisma_migrations where migration_name = '${pending}'`)} && kubectl rollout undo deployment/user-service ${N} && kubectl scale deployment/user-service --replicas=1 ${N} && kubectl rollout status deployment/user-service ${N} --timeout=330s && kubectl delete configmap pending ${N} && kubectl apply -f ${dist}/services/user-service.yaml`,
    /successfully rolled out/,
  ),
]
