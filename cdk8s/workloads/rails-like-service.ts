import { JsonPatch } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { FileChart } from '../layout-app.ts'
import { Autoscaling } from './autoscaling.ts'
import { MigrationJob } from './migration-job.ts'
import { emptyDir, labels, millicoresOf, podSecurity, spreadOut, volumesOf } from './pod.ts'
import { probes, type RailsLikeServiceProps, sharedContainer } from './service-container.ts'

/** Seconds that a stopping pod still gets requests: the cluster needs them to look away. */
const PRE_STOP_SECONDS = 5
/** Seconds that a stopping process keeps serving with `Connection: close`. */
export const DRAIN_SECONDS = 5
const MARGIN_SECONDS = 15

/** A service that migrates, then serves; asked how it feels; reached by its own name. */
export class RailsLikeService extends Construct {
  readonly name: string
  readonly port: number
  readonly url: string
  readonly selector: { app: string }
  readonly deployment: k8s.KubeDeployment

  constructor(scope: Construct, name: string, props: RailsLikeServiceProps) {
    super(scope, name)
    this.name = name
    this.port = props.port
    this.url = `http://${name}:${props.port}`
    this.selector = { app: name }
    this.node.addValidation({ validate: () => problemsOf(name, props) })

    const metricsPort = props.metricsPort ?? 9464
    const all = labels(name, props.tier, props.tier === 'frontend' ? 'gateway' : 'service')
    const mounts = [emptyDir('tmp', '/tmp', '64Mi'), ...(props.volumes ?? [])]
    const shared = sharedContainer(props, mounts)
    const migrate = { ...shared, name: 'db-migrate', command: ['node', 'migrate.js', 'deploy'] }
    const wait = { ...migrate, command: ['node', 'migrate.js', 'wait'] }
    const serve = {
      ...shared,
      name,
      ports: [
        { name: 'http', containerPort: props.port },
        { name: 'metrics', containerPort: metricsPort },
      ],
      ...probes(props.probes),
      lifecycle: { preStop: {} },
    }
    const pod = {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: props.priorityClass,
      securityContext: podSecurity(),
      volumes: volumesOf(mounts),
    }

    new k8s.KubeServiceAccount(this, 'account', {
      metadata: { name, labels: all },
      automountServiceAccountToken: false,
    })
    if (props.migration === 'job')
      new MigrationJob(this, 'migration', { name, pod, container: migrate })
    this.deployment = new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name, labels: all },
      spec: {
        replicas: 'replicas' in props.scale ? props.scale.replicas : undefined,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 300,
        minReadySeconds: 5,
        selector: { matchLabels: this.selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: oneMore },
        template: {
          metadata: {
            labels: all,
            annotations: {
              'kubectl.kubernetes.io/default-container': name,
              'taskmate/config-checksum': props.configChecksum,
            },
          },
          spec: {
            ...pod,
            ...spreadOut(name),
            terminationGracePeriodSeconds: graceOf(props),
            initContainers: { none: undefined, init: [migrate], job: [wait] }[props.migration],
            containers: [serve],
          },
        },
      },
    })
    FileChart.of(this).newer(this.deployment, preStopSleep)
    new k8s.KubeService(this, 'service', {
      metadata: { name, labels: all },
      spec: {
        ipFamilyPolicy: 'PreferDualStack',
        selector: this.selector,
        ports: [
          { name: 'http', port: props.port, targetPort: k8s.IntOrString.fromString('http') },
          { name: 'metrics', port: metricsPort, targetPort: k8s.IntOrString.fromString('metrics') },
        ],
      },
    })
    if ('min' in props.scale)
      new Autoscaling(this, 'scaling', { name, labels: all, ...props.scale })
  }
}

const oneMore = {
  maxSurge: k8s.IntOrString.fromNumber(1),
  maxUnavailable: k8s.IntOrString.fromNumber(0),
}

const preStopSleep = JsonPatch.add('/spec/template/spec/containers/0/lifecycle', {
  preStop: { sleep: { seconds: PRE_STOP_SECONDS } },
})

const graceOf = ({ longestRequestSeconds = 15 }: RailsLikeServiceProps) =>
  PRE_STOP_SECONDS + DRAIN_SECONDS + longestRequestSeconds + MARGIN_SECONDS

function problemsOf(name: string, props: RailsLikeServiceProps) {
  const { scale, image, port, metricsPort = 9464, environment: where } = props
  const problems: [boolean, string][] = [
    [
      image.pullPolicy === 'Never' && where !== 'development',
      'pull policy Never is for development',
    ],
    [port === metricsPort, `port ${port} is used twice`],
    [port < 1024, `port ${port} needs privileges`],
    ['min' in scale && scale.min > scale.max, 'scale: min is above max'],
    [
      'min' in scale && millicoresOf(props.resources.requests.cpu) === 0,
      'scale by CPU needs a CPU request',
    ],
  ]
  return problems.filter(([wrong]) => wrong).map(([, problem]) => `${name}: ${problem}`)
}
