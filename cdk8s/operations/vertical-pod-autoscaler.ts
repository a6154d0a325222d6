import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'
import { services } from '../../services/catalog.ts'

/** `autoscaling.k8s.io/v1`, from the autoscaler's own definition. */
interface VerticalPodAutoscaler {
  readonly apiVersion: 'autoscaling.k8s.io/v1'
  readonly kind: 'VerticalPodAutoscaler'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly targetRef: {
      readonly apiVersion: 'apps/v1'
      readonly kind: 'Deployment'
      readonly name: string
    }
    readonly updatePolicy: { readonly updateMode: 'Off' }
  }
}

/** Recommends requests and limits from use; changes nothing. */
export class VerticalPodAutoscalers extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    for (const { name } of services) {
      const advice: VerticalPodAutoscaler = {
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        metadata: { name, labels: { app: name, 'app.kubernetes.io/part-of': 'taskmate' } },
        spec: {
          targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
          updatePolicy: { updateMode: 'Off' },
        },
      }
      new ApiObject(this, name, advice)
    }
  }
}
