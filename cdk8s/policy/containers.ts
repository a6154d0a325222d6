import { ofKind } from '../manifests.ts'
import { containerRule, isInit, type Rule } from './rule.ts'

const resources = ['cpu', 'memory', 'ephemeral-storage']
const MINIMUM_ID = 10_000

const secretive = /password|passwd|token|secret|bearer|(^|_)key($|_)/i

/** Values that look like their name says: the public ones are not secret. */
const literal = (name: string, value: string | undefined) =>
  secretive.test(name) && !/PUBLIC|_KEY_ID$/.test(name) && value !== undefined && value !== ''

export const containers: readonly Rule[] = [
  containerRule('budgets', ({ resources: given }) => {
    const missing = resources.filter((name) => !given?.requests?.[name] || !given.limits?.[name])
    return missing.length > 0 && `no request or limit of ${missing}`
  }),
  containerRule('user-id', ({ securityContext }) => {
    const { runAsUser = 0, runAsGroup = 0 } = securityContext ?? {}
    return (runAsUser < MINIMUM_ID || runAsGroup < MINIMUM_ID) && 'runs as a user of the host'
  }),
  containerRule(
    'read-only-root',
    ({ securityContext }) =>
      securityContext?.readOnlyRootFilesystem !== true && 'may write into its image',
  ),
  containerRule('env-unique', ({ env = [] }) => {
    const names = env.map(({ name }) => name)
    return new Set(names).size < names.length && 'names a variable twice'
  }),
  containerRule('env-literal', ({ env = [] }) => {
    const found = env.find(({ name, value }) => literal(name, value))
    return found && `${found.name} has its value in the manifest`
  }),
  {
    name: 'config-literal',
    check: ({ manifests }) =>
      ofKind(manifests, 'ConfigMap').flatMap((config) =>
        Object.entries(config.data ?? {})
          .filter(([name, value]) => literal(name, value))
          .map(([name]) => ({ object: config, message: `${name} belongs into a Secret` })),
      ),
  },
  containerRule('init-probes', (container, workload) => {
    const probed = container.livenessProbe ?? container.readinessProbe ?? container.startupProbe
    return isInit(workload, container) && probed !== undefined && 'an init container has no probes'
  }),
  containerRule(
    'ports',
    ({ ports = [] }) =>
      ports.some(({ containerPort }) => containerPort < 1024) && 'listens below port 1024',
  ),
  containerRule(
    'port-names',
    ({ ports = [] }) => ports.some(({ name }) => !name) && 'has a port without a name',
  ),
  containerRule(
    'writable-subpath',
    ({ volumeMounts = [] }) =>
      volumeMounts.some(({ subPath, readOnly }) => subPath && !readOnly) && 'writes into a subPath',
  ),
  containerRule('container-socket', (container, { manifest }) => {
    const text = JSON.stringify([container.volumeMounts, container.args, manifest.spec])
    return /docker\.sock|containerd\.sock/.test(text) && 'reaches the container runtime'
  }),
]
