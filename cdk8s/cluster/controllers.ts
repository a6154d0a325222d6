import type { Store, Stored } from './store.ts'

/** Keeps an object and does at once what the controllers of a cluster would do in time: a Deployment is rolled out. */
export function behave(store: Store, plural: string, object: Stored): Stored {
  const kept = store.put(plural, object)
  if (plural !== 'deployments') return kept
  const { replicas = 1, template } = Object(kept.spec)
  const { name, namespace } = kept.metadata
  for (let index = 0; index < replicas; index++)
    store.put('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${kept.metadata.generation}-${index}`,
        namespace,
        labels: template.metadata.labels,
      },
      spec: template.spec,
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    })
  return store.put(plural, {
    ...kept,
    status: {
      observedGeneration: kept.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      conditions: [{ type: 'Available', status: 'True' }],
    },
  })
}
