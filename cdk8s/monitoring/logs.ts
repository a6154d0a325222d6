import { Construct } from 'constructs'
import { apiServerConnection, namespace } from '../network/network-policies.ts'
import { referenceOf } from '../release/images.ts'
import { BackingPod } from '../workloads/backing-pod.ts'
import { budgets } from '../workloads/pod.ts'
import { ReaderRole } from './reader-role.ts'
import { prometheus, type WatchingProps } from './watching.ts'

const PORT = 9428

/** Keeps the logs of this namespace's pods for 30 days. They are read through the API server: no access to the host, no
 *  root, no pod on each node. */
export class Logs extends Construct {
  constructor(scope: Construct, id: string, props: WatchingProps) {
    super(scope, id)
    const name = 'victoria-logs'
    const operations = props.images.own('operations')
    new BackingPod(this, name, {
      ...props,
      image: props.images.other('victoria-logs'),
      component: 'logs',
      args: [
        '-storageDataPath=/logs',
        '-retentionPeriod=30d',
        '-retention.maxDiskSpaceUsageBytes=8GiB',
        '-memory.allowedBytes=96MiB',
        `-httpListenAddr=:${PORT}`,
      ],
      ports: { web: PORT },
      health: { path: '/health', port: 'web' },
      data: { path: '/logs', size: '10Gi', kept: true },
      resources: budgets('50m', '96Mi', '500m', '256Mi'),
      beside: {
        'ship-logs': {
          image: { image: referenceOf(operations), imagePullPolicy: operations.pullPolicy },
          command: ['node', '--max-old-space-size=64', 'ship-logs.js'],
          args: [],
          ports: { metrics: 9464 },
          health: { path: '/up', port: 'metrics' },
          resources: budgets('25m', '96Mi', '250m', '160Mi'),
          env: [
            { name: 'NAMESPACE', value: props.namespace },
            { name: 'LOGS_URL', value: `http://127.0.0.1:${PORT}` },
            { name: 'NODE_EXTRA_CA_CERTS', value: `${account}/ca.crt` },
          ],
        },
      },
      ingress: [
        { peers: [prometheus], ports: ['web', 'metrics'] },
        { peers: [namespace(props.monitoringNamespace)], ports: ['web'] },
      ],
      egress: [apiServerConnection(props.apiServer)],
      token: true,
      exceptions: { 'no-token': 'reads pod logs through the API server instead of the host' },
    })
    new ReaderRole(this, name, {
      namespace: props.namespace,
      rules: [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }],
    })
  }
}

/** Where the kubelet puts the token of a pod's account. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount'
