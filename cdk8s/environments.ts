import type { Environment } from './environment.ts'
import { localImages } from './images.ts'
import type { Budgets } from './pod.ts'

const budgets = (cpu: string, memory: string, maxCpu: string, maxMemory: string): Budgets => ({
  requests: { cpu, memory, ephemeralStorage: '64Mi' },
  limits: { cpu: maxCpu, memory: maxMemory, ephemeralStorage: '256Mi' },
})

const service = budgets('100m', '256Mi', '500m', '512Mi')
const MEBIBYTE = 1024 ** 2

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
    DATABASE_PASSWORD: 'password',
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
  },
  postgres: { kind: 'pod', storage: '2Gi', resources: budgets('200m', '512Mi', '1', '1Gi') },
  redis: { kind: 'pod', resources: budgets('100m', '128Mi', '250m', '192Mi') },
  files: { kind: 'claim', storage: '5Gi' },
  uploadLimitBytes: 100 * MEBIBYTE,
  entrance: { kind: 'ingress', className: 'nginx', namespace: 'ingress-nginx' },
  quota: {
    requests: { cpu: '4', memory: '8Gi', ephemeralStorage: '4Gi' },
    limits: { cpu: '16', memory: '16Gi', ephemeralStorage: '12Gi' },
    pods: 40,
  },
  monitoringNamespace: 'monitoring',
  groups: { viewers: 'taskmate:viewers', deployers: 'taskmate:deployers' },
}

export const environments: readonly Environment[] = [development]
