import { readFileSync } from 'node:fs'

/** Major version of PostgreSQL: server, backup client and the tests' embedded server share it. */
export const POSTGRES_MAJOR = 18

/** A local image by tag, only for development, or a released one by digest: the type refuses everything else. */
export type ImageRef =
  | { readonly repository: string; readonly tag: string; readonly pullPolicy: 'Never' }
  | {
      readonly repository: string
      /** The expression of one in a chart. */
      readonly digest: `sha256:${string}` | `{{.Values.${string}}}`
      readonly pullPolicy: 'Always'
    }

/** Every image that others build, by its exact tag. */
export const thirdParty = {
  postgres: 'postgres:18.4-trixie',
  redis: 'redis:7.4.9-bookworm',
  'redis-exporter': 'oliver006/redis_exporter:v1.80.1',
  'cloudnative-postgres': 'ghcr.io/cloudnative-pg/postgresql:18.4-standard-bookworm',
  prometheus: 'prom/prometheus:v3.16.0',
  alertmanager: 'prom/alertmanager:v0.35.0',
  'kube-state-metrics': 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0',
  'victoria-logs': 'victoriametrics/victoria-logs:v1.52.2',
  jaeger: 'jaegertracing/jaeger:2.13.0',
} as const
type ThirdParty = keyof typeof thirdParty

type Digest = `sha256:${string}`
type Release = Readonly<Record<string, Digest>>

/** As manifests name it. */
export const referenceOf = (image: ImageRef) =>
  'tag' in image ? `${image.repository}:${image.tag}` : `${image.repository}@${image.digest}`

/** Where an environment's images come from. */
export interface Images {
  own(name: string): ImageRef
  other(name: ThirdParty): { readonly image: string; readonly imagePullPolicy: string }
}

/** Built on the developer's machine, never pulled; others by tag. */
export const localImages: Images = {
  own: (name) => ({ repository: `taskmate/${name}`, tag: 'latest', pullPolicy: 'Never' }),
  other: (name) => ({ image: thirdParty[name], imagePullPolicy: 'IfNotPresent' }),
}

/** By the digests of `<environment>.json`. There they are zeros on the main branch: an accidental apply pulls
 *  nothing; the release workflow writes the real ones. */
export function releasedImages(registry: string, environment: string): Images {
  const file = new URL(`${environment}.json`, import.meta.url)
  const digests: Release = JSON.parse(readFileSync(file, 'utf8'))
  const digest = (name: string) => {
    const known = digests[name]
    if (!known) throw new Error(`${environment}.json has no digest of ${name}`)
    return known
  }
  return {
    own: (name) => ({
      repository: `${registry}/${name}`,
      digest: digest(name),
      pullPolicy: 'Always',
    }),
    other: (name) => ({
      image: `${thirdParty[name]}@${digest(name)}`,
      imagePullPolicy: 'Always',
    }),
  }
}
