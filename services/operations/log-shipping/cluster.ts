import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { podList, type Run, runsOf } from './runs.ts'

export interface ClusterOptions {
  /** Base URL of the API server. */
  readonly url: string
  readonly namespace: string
  /** File with the token of the pod's account; the kubelet renews it. */
  readonly tokenFile: string
}

export type Cluster = ReturnType<typeof clusterOf>

/** The API server, as far as logs need it: who runs, and what it printed. */
export function clusterOf({ url, namespace, tokenFile }: ClusterOptions) {
  const ask = async (path: string, signal: AbortSignal) => {
    const token = await readFile(tokenFile, 'utf8')
    const response = await fetch(`${url}/api/v1/namespaces/${namespace}/pods${path}`, {
      headers: { authorization: `Bearer ${token.trim()}` },
      signal,
    })
    if (response.ok) return response
    await response.body?.cancel()
    throw new Error(`the API server answered ${response.status} to ${path || 'the list of pods'}`)
  }
  return {
    async runs(signal: AbortSignal): Promise<Run[]> {
      const response = await ask('', AbortSignal.any([signal, AbortSignal.timeout(15_000)]))
      return runsOf(podList.parse(await response.json()))
    },
    /** Lines of a run since a moment, each with its time; of one that goes on, as they come. */
    async *lines(run: Run, since: bigint | undefined, signal: AbortSignal) {
      const query = new URLSearchParams({
        container: run.container,
        timestamps: 'true',
        ...(run.ended ? {} : { follow: 'true' }),
        ...(run.previous && { previous: 'true' }),
        // Whole seconds: what was read of the last one comes again, and is passed over.
        ...(since !== undefined && {
          sinceTime: new Date(Number(since / 1_000_000_000n) * 1000).toISOString(),
        }),
      })
      const { body } = await ask(`/${run.pod}/log?${query}`, signal)
      if (body) yield* createInterface({ input: Readable.fromWeb(body) })
    },
  }
}
