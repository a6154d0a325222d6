#!/usr/bin/env bash
# everything-lost.sh NAMESPACE FOLDER: grows the data to some 200 MB, ends the whole namespace with its volumes, and brings
# it back from the bucket alone by the manifests in FOLDER, as docs/operations.md says; then compares the rows of every
# table. Secrets come back from where they are kept, outside.
set -euo pipefail
namespace=$1 folder=$2
k() { kubectl --namespace "$namespace" "$@"; }
primary() { k get cluster postgres -o jsonpath='{.status.currentPrimary}'; }
sql() { k exec "$(primary)" -c postgres -- psql -At -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }
databases='postgres user_service_db task_service_db analytics_service_db file_service_db'
every_row="select string_agg(relname || ' ' || (xpath('//c/text()', query_to_xml(
  format('select count(*) as c from public.%I', relname), true, true, '')))[1], E'\n' order by relname)
  from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
rows() { for database in $databases; do echo "$database"; sql "$database" "$every_row"; done; }

sql postgres "create table ballast as select nth, repeat(md5(nth::text), 40) as text from generate_series(1, 150000) nth"
"$(dirname "$0")/base-backup.sh" "$namespace" before-the-loss

# What is written from here on is in the log alone. Nobody writes while rows are counted.
sql postgres "insert into ballast select nth, md5(nth::text) from generate_series(150001, 160000) nth"
k delete cronjob --all
k scale deployment -l 'tier in (backend,frontend)' --replicas=0
k wait pod -l 'tier in (backend,frontend)' --for=delete --timeout=120s
before=$(rows)
size=$(sql postgres 'select (sum(pg_database_size(oid)) / 1000000)::int from pg_database')
segment=$(sql postgres 'select pg_walfile_name(pg_switch_wal())')
for try in $(seq 90); do
  [[ ! $(sql postgres 'select last_archived_wal from pg_stat_archiver') < $segment ]] && break
  sleep 1
done

kept=$(mktemp)
trap 'rm -f "$kept"' EXIT
k get secret -o json | jq '.items |= map(select(.metadata.ownerReferences == null) |
  .metadata |= { name, namespace, labels })' >"$kept"
k delete deployment --all
k delete cluster --all --cascade=foreground
kubectl delete namespace "$namespace"

started=$SECONDS
kubectl apply -f "$folder/namespace.yaml"
kubectl apply -f "$kept"
k apply -f "$folder/infrastructure" -f "$folder/backups"
k wait cluster/postgres --for=condition=Ready --timeout=600s
database_back=$((SECONDS - started))
after=$(rows)
k rollout status statefulset/redis --timeout=300s
# Nothing serves yet: no order has to be kept.
k apply -f "$folder/services"
k wait job -l taskmate/step=migrate --for=condition=complete --timeout=300s
k wait deployment -l 'tier in (backend,frontend)' --for=condition=Available --timeout=600s
diff <(echo "$before") <(echo "$after")
echo "$size MB back after $((SECONDS - started)) s, their PostgreSQL after $database_back s: $(awk '{ sum += $2 } END { print sum }' <<<"$after") rows, 0 lost"
