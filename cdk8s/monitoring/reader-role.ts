import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'

/** Lets the account of one workload read some of its namespace. */
export class ReaderRole extends Construct {
  constructor(
    scope: Construct,
    name: string,
    props: { readonly namespace: string; readonly rules: readonly k8s.PolicyRule[] },
  ) {
    super(scope, `${name}-role`)
    const metadata = { name, labels: { app: name, 'app.kubernetes.io/part-of': 'taskmate' } }
    new k8s.KubeRole(this, 'role', { metadata, rules: [...props.rules] })
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: props.namespace }],
    })
  }
}
