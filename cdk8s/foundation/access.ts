import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'

export interface AccessProps {
  /** Groups of the cluster's sign-in. */
  readonly viewers: string
  readonly deployers: string
}

/** Who may look and who may deploy. Neither reads Secrets, runs commands in pods or deletes; services have no role at all. */
export class Access extends Construct {
  constructor(scope: Construct, id: string, props: AccessProps) {
    super(scope, id)
    this.#grant('taskmate-viewer', props.viewers, [
      { apiGroups: [''], resources: viewable, verbs: read },
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'statefulsets', 'replicasets'],
        verbs: read,
      },
      { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: read },
      { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: read },
      { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: read },
      {
        apiGroups: ['networking.k8s.io'],
        resources: ['ingresses', 'networkpolicies'],
        verbs: read,
      },
    ])
    this.#grant('taskmate-deployer', props.deployers, [
      { apiGroups: [''], resources: ['configmaps', 'services', 'serviceaccounts'], verbs: write },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: write },
      { apiGroups: ['batch'], resources: ['jobs'], verbs: write },
      { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: write },
      { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: write },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: write },
      { apiGroups: [''], resources: ['pods', 'pods/log', 'events'], verbs: read },
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: read },
    ])
  }

  #grant(name: string, group: string, rules: k8s.PolicyRule[]) {
    const metadata = { name, labels: { 'app.kubernetes.io/part-of': 'taskmate' } }
    new k8s.KubeRole(this, name, { metadata, rules })
    new k8s.KubeRoleBinding(this, `${name}-binding`, {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
    })
  }
}

const read = ['get', 'list', 'watch']
const write = [...read, 'create', 'patch']
const viewable = ['pods', 'pods/log', 'services', 'configmaps', 'events', 'persistentvolumeclaims']
