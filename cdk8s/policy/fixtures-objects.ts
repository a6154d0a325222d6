import type { V1PolicyRule } from '@kubernetes/client-node'
import { added, change, deployment, type Fixture, inProduction } from './fixture.ts'

const may = (rule: Partial<V1PolicyRule>) =>
  inProduction(
    change('Role', 'taskmate-deployer', ({ rules }) => {
      rules?.push({ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...rule })
    }),
  )

const namespace = 'taskmate-production'
const inside = (name: string) => ({ metadata: { name, namespace } })
const config = { apiVersion: 'v1', kind: 'ConfigMap' }

const exception = (text: string) =>
  inProduction(
    change('Deployment', 'user-service', ({ metadata }) => {
      metadata.annotations = { 'taskmate/allow': text }
    }),
  )

export const objectFixtures: Readonly<Record<string, Fixture>> = {
  'rbac-wildcard': may({ verbs: ['*'] }),
  'rbac-secrets': may({ resources: ['secrets'] }),
  'rbac-exec': may({ resources: ['pods/exec'], verbs: ['get'] }),
  'rbac-pods': may({ verbs: ['create'] }),
  'rbac-escalation': may({ resources: ['rolebindings'] }),
  'rbac-delete': may({ verbs: ['delete'] }),
  'rbac-cluster': inProduction(
    change('RoleBinding', 'taskmate-deployer', ({ roleRef }) => {
      roleRef.kind = 'ClusterRole'
      roleRef.name = 'cluster-admin'
    }),
  ),
  'default-account': inProduction(
    change('RoleBinding', 'taskmate-viewer', ({ subjects }) => {
      subjects?.push({ kind: 'ServiceAccount', name: 'default', namespace })
    }),
  ),
  unique: inProduction(added({ ...config, ...inside('taskmate-config') })),
  names: inProduction(added({ ...config, ...inside('Not_A_Name') })),
  'label-values': inProduction(
    change('Deployment', 'user-service', ({ metadata }) => {
      metadata.labels = { ...metadata.labels, owner: 'nobody here' }
    }),
  ),
  scope: inProduction(added({ ...config, metadata: { name: 'a', namespace: 'default' } })),
  'namespace-labels': inProduction(
    change('Namespace', namespace, ({ metadata: { labels = {} } }) => {
      labels['pod-security.kubernetes.io/enforce'] = 'baseline'
    }),
  ),
  'api-version': inProduction(
    added({ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', ...inside('a') }),
  ),
  'no-secret': inProduction(added({ apiVersion: 'v1', kind: 'Secret', ...inside('a') })),
  layout: inProduction((manifests) => {
    Object.assign(manifests[0] ?? {}, { file: 'everything.yaml' })
  }),
  'config-checksum': inProduction(
    change('ConfigMap', 'taskmate-config', ({ data }) => {
      if (data) data.LOG_LEVEL = 'debug'
    }),
  ),
  'annotation-size': inProduction(
    change('ConfigMap', 'taskmate-config', (object) => {
      object.data = { ...object.data, large: 'x'.repeat(210 * 1024) }
    }),
  ),
  schema: deployment(({ template }) => {
    Object.assign(template.spec?.containers[0] ?? {}, { imagePulPolicy: 'Always' })
  }),
  'schema-values': deployment(({ template }) => {
    Object.assign(template.spec?.containers[0] ?? {}, { imagePullPolicy: 'Sometimes' })
  }),
  exception: exception('replicas: it was so once'),
}
