import { find, type Manifest, ofKind } from '../manifests.ts'

/** `container=image` of a service, init containers included, as `kubectl set image` takes it. */
export function imagesOf(manifests: readonly Manifest[], service: string) {
  const pod = find(manifests, 'Deployment', service).spec?.template.spec
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].map(
    ({ name, image }) => `${name}=${image}`,
  )
}

/** Where browsers find the environment. */
export function originOf(manifests: readonly Manifest[]) {
  const [route] = ofKind(manifests, 'HTTPRoute')
  const [ingress] = ofKind(manifests, 'Ingress')
  return route
    ? `https://${route.spec?.hostnames?.[0]}`
    : `http://${ingress?.spec?.rules?.[0]?.host}`
}
