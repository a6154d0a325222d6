import { localImages, releasedImages } from '../release/images.ts'
import { budgets } from '../workloads/pod.ts'
import type { Environment, ManagedEnvironment, ObjectStore } from './environment.ts'

const MEBIBYTE = 1024 ** 2

const service = budgets('100m', '256Mi', '500m', '512Mi')
const one = { scale: { replicas: 1 }, resources: service }

const development: Environment = {
  name: 'development',
  namespace: 'taskmate',
  host: 'taskmate.local',
  images: localImages,
  podSecurity: 'baseline',
  open: true,
  migration: 'init',
  services: {
    'user-service': one,
    'task-service': one,
    'analytics-service': one,
    'file-service': one,
    'frontend-service': one,
  },
  secrets: {
    kind: 'plain',
    values: {
      DATABASE_PASSWORD: 'password',
      RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
    },
  },
  postgres: { kind: 'pod', storage: '2Gi', resources: budgets('200m', '512Mi', '1', '1Gi') },
  redis: { kind: 'pod', resources: budgets('100m', '128Mi', '250m', '192Mi') },
  files: { kind: 'claim', storage: '5Gi' },
  uploadLimitBytes: 100 * MEBIBYTE,
  edge: { kind: 'ingress', className: 'nginx', namespace: 'ingress-nginx' },
  quota: {
    requests: { cpu: '4', memory: '8Gi', ephemeralStorage: '4Gi' },
    limits: { cpu: '16', memory: '16Gi', ephemeralStorage: '12Gi' },
    pods: 40,
  },
  monitoringNamespace: 'monitoring',
  groups: { viewers: 'taskmate:viewers', deployers: 'taskmate:deployers' },
}

const bucket = (name: string): ObjectStore => ({
  bucket: name,
  endpoint: 'https://objects.example.com',
  region: 'eu-central-1',
})

const apiServer = { cidr: '10.0.0.0/16', port: 6443 }
const repository = 'https://github.com/taskmate/taskmate'
const registry = 'ghcr.io/taskmate/taskmate'

const operations = (name: string, resourceAdvice: boolean) => ({
  repository,
  argoNamespace: 'argocd',
  backups: bucket(`taskmate-${name}-backups`),
  alerting: {},
  certificates: 'cert-manager',
  apiServer,
  resourceAdvice,
})

/** Two to three of each, so that everything is tried with neighbours before it reaches production. */
const few = { scale: { min: 2, max: 3, cpuPercent: 70 }, resources: service }

const staging: ManagedEnvironment = {
  ...development,
  name: 'staging',
  namespace: 'taskmate-staging',
  host: 'staging.taskmate.example.com',
  images: releasedImages(registry, 'staging'),
  podSecurity: 'restricted',
  open: false,
  migration: 'job',
  services: {
    'user-service': few,
    'task-service': few,
    'analytics-service': few,
    'file-service': few,
    'frontend-service': few,
  },
  secrets: { kind: 'store', name: 'taskmate', path: 'taskmate/staging' },
  postgres: {
    kind: 'operator',
    instances: 2,
    storage: '20Gi',
    resources: budgets('500m', '1Gi', '2', '2Gi'),
    operatorNamespace: 'cnpg-system',
    apiServer,
  },
  redis: {
    kind: 'sentinel',
    maxMemory: '128mb',
    resources: budgets('100m', '192Mi', '500m', '256Mi'),
  },
  files: { kind: 'bucket', bucket: bucket('taskmate-staging-files') },
  mail: { from: 'TaskMate <tasks@staging.taskmate.example.com>' },
  edge: {
    kind: 'gateway',
    className: 'envoy',
    namespace: 'envoy-gateway-system',
    issuer: 'letsencrypt',
  },
  quota: undefined,
  operations: operations('staging', true),
}

const busy = { scale: { min: 3, max: 10, cpuPercent: 70 }, resources: service }
const calm = { scale: { min: 2, max: 6, cpuPercent: 70 }, resources: service }

export const production: ManagedEnvironment = {
  ...staging,
  name: 'production',
  namespace: 'taskmate-production',
  host: 'taskmate.example.com',
  images: releasedImages(registry, 'production'),
  services: {
    'user-service': calm,
    'task-service': busy,
    'analytics-service': calm,
    'file-service': calm,
    'frontend-service': busy,
  },
  secrets: { kind: 'store', name: 'taskmate', path: 'taskmate/production' },
  postgres: {
    kind: 'operator',
    instances: 3,
    storage: '100Gi',
    resources: budgets('1', '4Gi', '4', '8Gi'),
    operatorNamespace: 'cnpg-system',
    apiServer,
  },
  redis: {
    kind: 'sentinel',
    maxMemory: '512mb',
    resources: budgets('250m', '768Mi', '1', '1Gi'),
  },
  files: { kind: 'bucket', bucket: bucket('taskmate-production-files') },
  mail: { from: 'TaskMate <tasks@taskmate.example.com>' },
  operations: operations('production', false),
}

export const environments: readonly Environment[] = [development, staging, production]
