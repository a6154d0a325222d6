import { z } from 'zod'

const status = z.object({
  name: z.string(),
  containerID: z.string().optional(),
  state: z.object({ terminated: z.object({}).optional() }).optional(),
  lastState: z
    .object({ terminated: z.object({ containerID: z.string().optional() }).optional() })
    .optional(),
})

/** What is read of a list of pods. */
export const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()).optional(),
      }),
      status: z
        .object({
          initContainerStatuses: z.array(status).optional(),
          containerStatuses: z.array(status).optional(),
        })
        .optional(),
    }),
  ),
})

/** One life of a container, from its start to its end: each has a log of its own. */
export interface Run {
  readonly id: string
  readonly app: string
  readonly pod: string
  readonly container: string
  /** Another has followed it in its place: its log goes by "previous". */
  readonly previous: boolean
  /** Nothing is added to its log any more. */
  readonly ended: boolean
}

/** Every run that has a log. Of a container that starts again and again the last two are kept by Kubernetes. */
export function runsOf({ items }: z.infer<typeof podList>): Run[] {
  return items.flatMap(({ metadata, status: pod }) => {
    const statuses = [...(pod?.initContainerStatuses ?? []), ...(pod?.containerStatuses ?? [])]
    return statuses.flatMap(({ name, containerID, state, lastState }) => {
      const run = {
        app: metadata.labels?.app ?? metadata.name,
        pod: metadata.name,
        container: name,
      }
      const before = lastState?.terminated?.containerID
      const runs: Run[] = []
      if (before && before !== containerID)
        runs.push({ ...run, id: before, previous: true, ended: true })
      // Between two starts the last one's log still goes by the container's name.
      const ended = state?.terminated !== undefined || before === containerID
      if (containerID) runs.push({ ...run, id: containerID, previous: false, ended })
      return runs
    })
  })
}
