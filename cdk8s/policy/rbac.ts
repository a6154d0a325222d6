import type { V1PolicyRule } from '@kubernetes/client-node'
import { ofKind } from '../manifests.ts'
import type { Rule } from './rule.ts'

const roleRule = (name: string, message: string, wrong: (rule: V1PolicyRule) => boolean): Rule => ({
  name,
  check: ({ manifests }) =>
    ofKind(manifests, 'Role')
      .filter(({ rules = [] }) => rules.some(wrong))
      .map((object) => ({ object, message })),
})

const touches =
  (resource: string, verbs: readonly string[]) =>
  ({ resources = [], verbs: given }: V1PolicyRule) =>
    resources.includes(resource) && given.some((verb) => verbs.includes(verb))

export const rbac: readonly Rule[] = [
  roleRule('rbac-wildcard', 'allows what does not exist yet', (rule) =>
    [rule.apiGroups, rule.resources, rule.verbs].some((list) => list?.includes('*')),
  ),
  roleRule('rbac-secrets', 'reads Secrets', ({ resources = [] }) => resources.includes('secrets')),
  roleRule('rbac-exec', 'runs commands in pods', ({ resources = [] }) =>
    resources.some((resource) =>
      /^pods\/(exec|attach|portforward|ephemeralcontainers)$/.test(resource),
    ),
  ),
  roleRule('rbac-pods', 'makes pods as it likes', touches('pods', ['create', 'patch', 'update'])),
  roleRule(
    'rbac-escalation',
    'gives itself rights',
    ({ resources = [], verbs }) =>
      resources.some((resource) => /^(cluster)?role/.test(resource)) ||
      verbs.some((verb) => ['escalate', 'bind', 'impersonate'].includes(verb)),
  ),
  roleRule('rbac-delete', 'deletes', ({ verbs }) =>
    verbs.some((verb) => verb === 'delete' || verb === 'deletecollection'),
  ),
  {
    name: 'rbac-cluster',
    check: ({ manifests }) =>
      manifests
        .filter(
          ({ kind, ...object }) =>
            kind.startsWith('ClusterRole') || /"kind":"ClusterRole"/.test(JSON.stringify(object)),
        )
        .map((object) => ({ object, message: 'reaches beyond the namespace' })),
  },
  {
    name: 'default-account',
    check: ({ manifests }) =>
      ofKind(manifests, 'RoleBinding')
        .filter(({ subjects = [] }) => subjects.some(({ name }) => name === 'default'))
        .map((object) => ({ object, message: 'gives rights to every pod without an account' })),
  },
]
