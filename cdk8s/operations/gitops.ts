import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application'
import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject'
import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'

export interface GitopsProps {
  /** Environment: names the branch `release/<name>` and the folder `dist/<name>`. */
  readonly name: string
  readonly namespace: string
  readonly repository: string
  /** Namespace of Argo CD. */
  readonly argoNamespace: string
  /** Kinds that the environment consists of; Argo CD may touch no other. */
  readonly kinds: readonly {
    readonly group: string
    readonly kind: string
    readonly cluster: boolean
  }[]
}

/** Argo CD keeps the cluster as the release branch says. Applied once, by an administrator. */
export class Gitops extends Construct {
  constructor(scope: Construct, id: string, props: GitopsProps) {
    super(scope, id)
    const name = props.namespace
    const metadata = { name, namespace: props.argoNamespace }
    const destination = { server: 'https://kubernetes.default.svc', namespace: props.namespace }
    const only = (cluster: boolean) =>
      props.kinds
        .filter((kind) => kind.cluster === cluster)
        .map(({ group, kind }) => ({ group, kind }))
    const project: IAppProject = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata,
      spec: {
        description: 'TaskMate',
        sourceRepos: [props.repository],
        destinations: [destination],
        clusterResourceWhitelist: only(true),
        namespaceResourceWhitelist: only(false),
      },
    }
    const application: IApplication = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata,
      spec: {
        project: name,
        source: {
          repoURL: props.repository,
          targetRevision: `release/${props.name}`,
          path: `dist/${props.name}`,
        },
        destination,
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 3, backoff: { duration: '30s', factor: 2, maxDuration: '5m' } },
        },
      },
    }
    new ApiObject(this, 'project', project)
    new ApiObject(this, 'application', application)
  }
}
