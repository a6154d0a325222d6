import { useWorkspace } from '../../account/session.ts'

/** The key of a task; in a print that is kept as a file it leads there. */
export function TaskKey({ of: { key } }: { of: { key: string } }) {
  const { slug } = useWorkspace()
  return <a href={`/w/${slug}/t/${key}`}>{key}</a>
}
