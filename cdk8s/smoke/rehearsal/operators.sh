#!/usr/bin/env bash
# operators.sh: installs CloudNativePG and its plugin of backups. CNPG_MANIFEST and BARMAN_MANIFEST name other copies of
# what their projects publish. No cert-manager here: two certificates made by hand stand for those that it would issue.
set -euo pipefail
operator=${CNPG_MANIFEST:-https://raw.githubusercontent.com/cloudnative-pg/cloudnative-pg/release-1.29/releases/cnpg-1.29.1.yaml}
plugin=${BARMAN_MANIFEST:-https://github.com/cloudnative-pg/plugin-barman-cloud/releases/download/v0.13.0/manifest.yaml}
image=ghcr.io/cloudnative-pg/plugin-barman-cloud
sidecar=$(printf '%s' "$image-sidecar:v0.13.0" | base64 -w0)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
published() { if [ -f "$1" ]; then cat "$1"; else curl --silent --show-error --fail --location "$1"; fi; }
# Loaded images are not pulled; the sidecar's name is one Secret, in Base64 of one or two lines.
published "$operator" | sed 's/imagePullPolicy: Always/imagePullPolicy: IfNotPresent/' >"$work/operator.yaml"
published "$plugin" | sed -E "s#image: $image\S*#image: $image:v0.13.0#; s#SIDECAR_IMAGE: \|#SIDECAR_IMAGE: $sidecar#; /^    [A-Za-z0-9+\/=]{10,}\$/d" |
  awk 'BEGIN { RS = "---\n"; ORS = "---\n" } !/apiVersion: cert-manager/' >"$work/plugin.yaml"

kubectl apply --server-side --force-conflicts -f "$work/operator.yaml"
for side in client server; do
  kubectl get secret "barman-cloud-$side-tls" -n cnpg-system >/dev/null 2>&1 && continue
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=barman-cloud-$side" \
    -addext subjectAltName=DNS:barman-cloud -addext "extendedKeyUsage=${side}Auth" \
    -keyout "$work/$side.key" -out "$work/$side.crt" 2>/dev/null
  kubectl create secret tls "barman-cloud-$side-tls" -n cnpg-system --cert "$work/$side.crt" --key "$work/$side.key"
done
kubectl apply --server-side --force-conflicts -f "$work/plugin.yaml"
kubectl rollout status deployment/cnpg-controller-manager -n cnpg-system --timeout=180s
kubectl rollout status deployment/barman-cloud -n cnpg-system --timeout=180s
