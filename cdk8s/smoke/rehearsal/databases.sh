#!/usr/bin/env bash
# databases.sh NAMESPACE: what CloudNativePG does for each service in the PostgreSQL outside: a role with the password of
# its Secret, and a database that nobody else may open. The backup's role reads all of them.
set -euo pipefail
password() { kubectl get secret "$1-db" -n "$namespace" -o jsonpath='{.data.password}' | base64 -d; }
namespace=$1
for service in user task analytics file; do
  role=${service}_service
  echo "CREATE ROLE $role LOGIN PASSWORD '$(password "$service-service")';"
  echo "CREATE DATABASE ${role}_db OWNER $role; REVOKE CONNECT ON DATABASE ${role}_db FROM PUBLIC;"
done | kubectl exec -i deployment/postgres -n outside -- psql -U postgres -v ON_ERROR_STOP=1
{
  echo "CREATE ROLE backup LOGIN PASSWORD '$(password backup)'; GRANT pg_read_all_data TO backup;"
  for service in user task analytics file; do echo "GRANT CONNECT ON DATABASE ${service}_service_db TO backup;"; done
} | kubectl exec -i deployment/postgres -n outside -- psql -U postgres -v ON_ERROR_STOP=1
