#!/usr/bin/env bash
# base-backup.sh NAMESPACE NAME: a base backup of the cluster `postgres` into the bucket, now.
set -euo pipefail
namespace=$1 name=$2
k() { kubectl --namespace "$namespace" "$@"; }

# A backup from a standby begins when the primary has written a checkpoint, at most five minutes later.
cat <<YAML | k apply -f -
apiVersion: postgresql.cnpg.io/v1
kind: Backup
metadata: { name: $name }
spec: { cluster: { name: postgres }, method: plugin, pluginConfiguration: { name: barman-cloud.cloudnative-pg.io } }
YAML
k wait "backup/$name" --for=jsonpath='{.status.phase}'=started --timeout=60s
k exec "$(k get cluster postgres -o jsonpath='{.status.currentPrimary}')" -c postgres -- psql -c checkpoint
k wait "backup/$name" --for=jsonpath='{.status.phase}'=completed --timeout=330s
