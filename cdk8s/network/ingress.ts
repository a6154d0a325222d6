import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'

export interface DevelopmentIngressProps {
  readonly host: string
  readonly className: string
  /** Service that gets everything, by its port `http`. */
  readonly service: string
  /** Largest upload, in bytes. */
  readonly uploadLimitBytes: number
}

/** Plain HTTP by host name. Uploads stream through; a live stream survives between its pings, 15 s apart. */
export class DevelopmentIngress extends Construct {
  constructor(scope: Construct, name: string, props: DevelopmentIngressProps) {
    super(scope, name)
    const megabytes = Math.ceil(props.uploadLimitBytes / 1024 ** 2) + 1
    new k8s.KubeIngress(this, 'ingress', {
      metadata: {
        name,
        labels: { 'app.kubernetes.io/part-of': 'taskmate' },
        annotations: {
          'nginx.ingress.kubernetes.io/proxy-body-size': `${megabytes}m`,
          'nginx.ingress.kubernetes.io/proxy-read-timeout': '75',
          'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
          'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
        },
      },
      spec: {
        ingressClassName: props.className,
        rules: [
          {
            host: props.host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: props.service, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    })
  }
}
