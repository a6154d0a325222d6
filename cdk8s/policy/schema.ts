import * as models from '@kubernetes/client-node'
import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application'
import { AppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject'
import { Certificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate'
import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor'
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule'
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor'
import type { Manifest } from '../manifests.ts'
import { objectRule, type Rule } from './rule.ts'

interface Attribute {
  readonly baseName: string
  readonly type: string
}

interface Model {
  getAttributeTypeMap(): Attribute[]
}

const known = new Map<string, Model>(
  Object.entries(models).flatMap(([name, model]) => (isModel(model) ? [[name, model]] : [])),
)

const validated = [AppProject, Application, Certificate, PodMonitor, PrometheusRule, ServiceMonitor]

/** Custom kinds without published schema: each is built from a typed literal, and tried against a cluster. */
const custom = [
  'Cluster',
  'Database',
  'ExternalSecret',
  'Gateway',
  'HTTPRoute',
  'ObjectStore',
  'ScheduledBackup',
  'VerticalPodAutoscaler',
]

export const schema: readonly Rule[] = [objectRule('schema', (object) => problemsOf(object))]

function problemsOf({ file: _file, ...object }: Manifest): string[] {
  const model = validated.find(({ is }) => is(object))
  if (model) return validate(() => new model(Object(object)).validate())
  if (custom.includes(object.kind)) return []
  const version = object.apiVersion.split('/').at(-1) ?? ''
  const type = `${version.charAt(0).toUpperCase()}${version.slice(1)}${object.kind}`
  return known.has(type) ? walk(object, type, object.kind) : [`${type} is unknown`]
}

function validate(validation: () => void) {
  try {
    validation()
    return []
  } catch (error) {
    return [String(error)]
  }
}

/** Unknown fields and wrong types, by the model generated from the API server's own description. */
function walk(value: unknown, type: string, path: string): string[] {
  const [, items] = /^Array<(.*)>$/.exec(type) ?? []
  const [, values] = /^\{ \[key: string\]: (.*); \}$/.exec(type) ?? []
  if (items)
    return Array.isArray(value)
      ? value.flatMap((item, index) => walk(item, items, `${path}[${index}]`))
      : [`${path} is no list`]
  if (values)
    return Object.entries(Object(value)).flatMap(([key, one]) =>
      walk(one, values, `${path}.${key}`),
    )
  if (type === 'IntOrString')
    return ['number', 'string'].includes(typeof value) ? [] : [`${path} is neither number nor text`]
  const model = known.get(type)
  if (model) {
    if (typeof value !== 'object' || value === null) return [`${path} is no ${type}`]
    const attributes = model.getAttributeTypeMap()
    return Object.entries(value).flatMap(([name, one]) => {
      const attribute = attributes.find(({ baseName }) => baseName === name)
      return attribute
        ? walk(one, attribute.type, `${path}.${name}`)
        : [`${path}.${name} is unknown`]
    })
  }
  const primitive = ['string', 'number', 'boolean'].includes(type)
  return primitive && typeof value !== type ? [`${path} is no ${type}`] : []
}

function isModel(value: unknown): value is Model {
  return typeof value === 'function' && 'getAttributeTypeMap' in value
}
