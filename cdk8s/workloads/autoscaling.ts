import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'

export interface AutoscalingProps {
  /** The Deployment. */
  readonly name: string
  readonly labels: Record<string, string>
  readonly min: number
  readonly max: number
  /** Average use of the requested CPU that is aimed at, in percent. */
  readonly cpuPercent: number
}

/** As many pods as the CPU asks for, fewer only slowly; a drained node takes one pod at a time. */
export class Autoscaling extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalingProps) {
    super(scope, id)
    const { name, labels } = props
    new k8s.KubeHorizontalPodAutoscalerV2(this, 'hpa', {
      metadata: { name, labels },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: props.min,
        maxReplicas: props.max,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: props.cpuPercent },
            },
          },
        ],
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 300,
            policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
          },
        },
      },
    })
    if (props.min > 1) new DisruptionBudget(this, 'pdb', { name, labels })
  }
}

/** A drained node takes one pod at a time; a pod that does not work anyway never blocks the drain. */
export class DisruptionBudget extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { name: string; labels?: Record<string, string> },
  ) {
    super(scope, id)
    new k8s.KubePodDisruptionBudget(this, 'budget', {
      metadata: props,
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: { app: props.name } },
      },
    })
  }
}
