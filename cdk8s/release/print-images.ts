import { find, ofKind, readManifests } from '../manifests.ts'

/** For scripts: `print-images.ts dist/staging user-service` prints `db-migrate=… user-service=…` as `kubectl set image`
 *  takes it, init containers included; `host` instead of a service prints the name that browsers use. */
const [, , dist = '', wanted = ''] = process.argv
const manifests = readManifests(dist)
process.stdout.write(`${wanted === 'host' ? host() : images(wanted)}\n`)

function images(service: string) {
  const pod = find(manifests, 'Deployment', service).spec?.template.spec
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])]
    .map(({ name, image }) => `${name}=${image}`)
    .join(' ')
}

function host() {
  const [ingress] = ofKind(manifests, 'Ingress')
  const [route] = ofKind(manifests, 'HTTPRoute')
  return route?.spec?.hostnames?.[0] ?? ingress?.spec?.rules?.[0]?.host ?? ''
}
