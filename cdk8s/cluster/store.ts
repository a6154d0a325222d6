/** An object as the server keeps it. */
export interface Stored {
  apiVersion: string
  kind: string
  metadata: {
    name: string
    namespace?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    generation?: number
    resourceVersion?: string
    uid?: string
    creationTimestamp?: string
  }
  spec?: unknown
  status?: unknown
}

/** Objects by plural, namespace and name, in the order in which they came. */
export class Store {
  version = 1
  readonly #objects = new Map<string, Stored>()

  get(plural: string, namespace: string | undefined, name: string) {
    return this.#objects.get([plural, namespace, name].join('/'))
  }

  list(plural: string, namespace: string | undefined) {
    return [...this.#objects]
      .filter(([key]) => key.startsWith(`${plural}/${namespace ?? ''}`))
      .map(([, object]) => object)
  }

  put(plural: string, object: Stored): Stored {
    const { name, namespace } = object.metadata
    this.version++
    const before = this.get(plural, namespace, name)
    const changed = JSON.stringify(before?.spec) !== JSON.stringify(object.spec)
    const generation = (before?.metadata.generation ?? 0) + (changed ? 1 : 0)
    const kept: Stored = {
      ...object,
      metadata: {
        ...object.metadata,
        generation,
        resourceVersion: String(this.version),
        uid: before?.metadata.uid ?? crypto.randomUUID(),
        creationTimestamp: before?.metadata.creationTimestamp ?? '2026-01-01T00:00:00Z',
      },
    }
    this.#objects.set([plural, namespace, name].join('/'), kept)
    return kept
  }
}
