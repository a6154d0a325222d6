#!/usr/bin/env bash
# base-backup.sh NAMESPACE NAME: a base backup of the cluster `postgres` into the bucket, now.
set -euo pipefail
namespace=$1 name=$2
k() { kubectl --namespace "$namespace" "$@"; }

cat <<YAML | k apply -f -
apiVersion: postgresql.cnpg.io/v1
kind: Backup
metadata: { name: $name }
spec: { cluster: { name: postgres }, method: plugin, pluginConfiguration: { name: barman-cloud.cloudnative-pg.io } }
YAML
# A backup from a standby waits for a checkpoint of the primary, at most five minutes, and for the standby to have written as much
# in its own time, as many again. Asked for, both are done at once.
for try in $(seq 60); do
  for pod in $(k get pod -l cnpg.io/cluster=postgres -o name); do k exec "$pod" -c postgres -- psql -qc checkpoint; done
  k wait "backup/$name" --for=jsonpath='{.status.phase}'=completed --timeout=5s && exit
done
exit 1
