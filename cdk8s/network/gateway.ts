import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate'
import { ApiObject } from 'cdk8s'
import { Construct } from 'constructs'

export interface TlsGatewayProps {
  readonly host: string
  /** GatewayClass of the cluster. */
  readonly className: string
  /** ClusterIssuer of cert-manager. */
  readonly issuer: string
  /** The one service that browsers reach. */
  readonly service: string
  readonly port: number
}

const apiVersion = 'gateway.networking.k8s.io/v1'

/** The shape of Gateway API objects, as far as they are used here. */
interface Gateway {
  readonly apiVersion: typeof apiVersion
  readonly kind: 'Gateway'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly gatewayClassName: string
    readonly listeners: readonly {
      readonly name: string
      readonly hostname: string
      readonly port: number
      readonly protocol: 'HTTP' | 'HTTPS'
      readonly tls?: {
        readonly mode: 'Terminate'
        readonly certificateRefs: readonly { readonly kind: 'Secret'; readonly name: string }[]
      }
      readonly allowedRoutes: { readonly namespaces: { readonly from: 'Same' } }
    }[]
  }
}

interface Route {
  readonly apiVersion: typeof apiVersion
  readonly kind: 'HTTPRoute'
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly parentRefs: readonly { readonly name: string; readonly sectionName: string }[]
    readonly hostnames: readonly string[]
    readonly rules: readonly {
      readonly matches?: readonly {
        readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string }
      }[]
      readonly filters?: readonly {
        readonly type: 'RequestRedirect'
        readonly requestRedirect: { readonly scheme: 'https'; readonly statusCode: 301 }
      }[]
      readonly backendRefs?: readonly { readonly name: string; readonly port: number }[]
      readonly timeouts?: { readonly request: string }
    }[]
  }
}

/** HTTPS for one host; plain HTTP only redirects. Requests have a time limit, streams and files have none. */
export class TlsGateway extends Construct {
  constructor(scope: Construct, name: string, props: TlsGatewayProps) {
    super(scope, name)
    const labels = { 'app.kubernetes.io/part-of': 'taskmate' }
    const secret = `${name}-tls`
    const hostname = props.host
    const allowedRoutes = { namespaces: { from: 'Same' as const } }
    const gateway: Gateway = {
      apiVersion,
      kind: 'Gateway',
      metadata: { name, labels },
      spec: {
        gatewayClassName: props.className,
        listeners: [
          { name: 'http', hostname, port: 80, protocol: 'HTTP', allowedRoutes },
          {
            name: 'https',
            hostname,
            port: 443,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: secret }] },
            allowedRoutes,
          },
        ],
      },
    }
    const redirect: Route = {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name: `${name}-redirect`, labels },
      spec: {
        parentRefs: [{ name, sectionName: 'http' }],
        hostnames: [hostname],
        rules: [
          {
            filters: [
              {
                type: 'RequestRedirect',
                requestRedirect: { scheme: 'https', statusCode: 301 },
              },
            ],
          },
        ],
      },
    }
    const backendRefs = [{ name: props.service, port: props.port }]
    const unlimited = (type: 'Exact' | 'PathPrefix', value: string) => ({
      matches: [{ path: { type, value } }],
      backendRefs,
      timeouts: { request: '0s' },
    })
    const route: Route = {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name, labels },
      spec: {
        parentRefs: [{ name, sectionName: 'https' }],
        hostnames: [hostname],
        rules: [
          // Whether a pod is well is nobody's business outside: without a backend the proxy answers an error itself.
          { matches: [{ path: { type: 'PathPrefix', value: '/up' } }] },
          unlimited('Exact', '/trpc/gateway/live.events'),
          unlimited('PathPrefix', '/uploads'),
          unlimited('PathPrefix', '/files'),
          unlimited('PathPrefix', '/audit'),
          { backendRefs, timeouts: { request: '30s' } },
        ],
      },
    }
    const certificate: ICertificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: secret, labels },
      spec: {
        secretName: secret,
        dnsNames: [hostname],
        issuerRef: { kind: 'ClusterIssuer', name: props.issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    }
    new ApiObject(this, 'certificate', certificate)
    new ApiObject(this, 'gateway', gateway)
    new ApiObject(this, 'redirect', redirect)
    new ApiObject(this, 'route', route)
  }
}
