/** Kinds that the development manifests consist of, and Pods. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    namespaces: 'Namespace',
    configmaps: 'ConfigMap',
    secrets: 'Secret',
    services: 'Service',
    serviceaccounts: 'ServiceAccount',
    persistentvolumeclaims: 'PersistentVolumeClaim',
    resourcequotas: 'ResourceQuota',
    limitranges: 'LimitRange',
    pods: 'Pod',
  },
  'apps/v1': { deployments: 'Deployment' },
  'networking.k8s.io/v1': { networkpolicies: 'NetworkPolicy', ingresses: 'Ingress' },
  'rbac.authorization.k8s.io/v1': { roles: 'Role', rolebindings: 'RoleBinding' },
  'scheduling.k8s.io/v1': { priorityclasses: 'PriorityClass' },
}

const clusterScoped = ['namespaces', 'priorityclasses']
const verbs = ['get', 'list', 'watch', 'create', 'patch', 'update', 'delete']

export function kindOf(plural: string) {
  const [apiVersion, kinds] = Object.entries(groups).find(([, all]) => plural in all) ?? ['v1', {}]
  return { apiVersion, kind: kinds[plural] ?? 'Unknown' }
}

/** What a client asks first: which groups, versions and kinds there are. */
export function discovery(pathname: string): object | undefined {
  if (pathname === '/version') return { major: '1', minor: '33', gitVersion: 'v1.33.0' }
  if (pathname === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (pathname === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: Object.keys(groups)
        .filter((groupVersion) => groupVersion.includes('/'))
        .map((groupVersion) => {
          const [name, version] = groupVersion.split('/')
          const one = { groupVersion, version }
          return { name, versions: [one], preferredVersion: one }
        }),
    }
  const kinds = groups[pathname.replace(/^\/apis?\//, '')]
  if (!kinds) return undefined
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: pathname.replace(/^\/apis?\//, ''),
    resources: Object.entries(kinds).flatMap(([name, kind]) => {
      const resource = { name, kind, singularName: kind.toLowerCase(), verbs }
      const namespaced = !clusterScoped.includes(name)
      const scale = {
        ...resource,
        name: `${name}/scale`,
        kind: 'Scale',
        group: 'autoscaling',
        version: 'v1',
      }
      return [
        { ...resource, namespaced },
        ...(name === 'deployments' ? [{ ...scale, namespaced }] : []),
      ]
    }),
  }
}
