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
  const project = await client.task.projects.get.query(place)
  const { id: projectId } = project
  let { labels } = project
  for (const name of names) {
    const known = named(labels, name)
    const color = colours[labels.length % colours.length] ?? 'blue'
    const label = known ?? (await client.task.labels.create.mutate({ projectId, name, color }))
    if (!known) labels = [...labels, label]
    made.set(name, label.id)
  }
  void queryClient.invalidateQueries(trpc.task.projects.pathFilter())
  return made
}
