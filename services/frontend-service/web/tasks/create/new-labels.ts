import { queryClient } from '../../query-client.ts'
import { client, trpc } from '../../trpc.ts'
import { colours } from '../../ui/form/colour.tsx'
import { named } from './phrase/names.ts'

interface Place {
  readonly workspaceId: string
  readonly projectKey: string
}

/** Ids of labels by their names; those that the project does not have are made. Asked again, it makes none twice. */
export async function madeLabels({ workspaceId, projectKey }: Place, names: readonly string[]) {
  const made = new Map<string, string>()
  if (names.length === 0) return made
  const place = { workspaceId, key: projectKey }
  const { id: projectId, labels } = await client.task.projects.get.query(place)
  for (const name of names) {
    const known = named(labels, name)
    const color = colours[labels.length % colours.length] ?? 'blue'
    const label = known ?? (await client.task.labels.create.mutate({ projectId, name, color }))
    if (!known) labels.push(label)
    made.set(name, label.id)
  }
  void queryClient.invalidateQueries(trpc.task.projects.pathFilter())
  return made
}
