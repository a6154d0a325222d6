#!/usr/bin/env bash
# restore.sh NAMESPACE: drops the table of tasks by hand, restores the moment before into a second PostgreSQL beside the
# damaged one, as docs/operations.md says, and compares the rows. The second one is deleted again.
set -euo pipefail
namespace=$1
k() { kubectl --namespace "$namespace" "$@"; }
primary=$(k get cluster postgres -o jsonpath='{.status.currentPrimary}')
sql() { k exec "$1" -c postgres -- psql -At -v ON_ERROR_STOP=1 -d task_service_db -c "$2"; }
rows='select count(*) from "Task"'

"$(dirname "$0")/base-backup.sh" "$namespace" before-the-fault

k scale deployment/task-service deployment/analytics-service --replicas=0
k wait pod -l app=task-service --for=delete --timeout=120s
before=$(sql "$primary" "$rows")
moment=$(sql "$primary" 'select now()')
sleep 1
sql "$primary" 'drop table "Task" cascade'
sql "$primary" 'select pg_switch_wal()'

started=$SECONDS
k get cluster postgres -o json | jq --arg moment "$moment" '(.spec.plugins[0].parameters.serverName // "postgres") as $from | {
  apiVersion, kind, metadata: { name: "postgres-restored" },
  spec: (.spec | .instances = 1 | del(.postgresql.synchronous)
    | .plugins[0].parameters.serverName = "postgres-restored"
    | .bootstrap = { recovery: { source: $from, recoveryTarget: { targetTime: $moment } } }
    | .externalClusters = [{ name: $from, plugin: {
        name: "barman-cloud.cloudnative-pg.io",
        parameters: { barmanObjectName: "postgres-backups", serverName: $from } } }])
}' | k apply -f -
k wait cluster/postgres-restored --for=condition=Ready --timeout=300s
after=$(sql postgres-restored-1 "$rows")
echo "restored in $((SECONDS - started)) s: $before tasks before, $after after"
k delete cluster postgres-restored
[ "$before" = "$after" ]
