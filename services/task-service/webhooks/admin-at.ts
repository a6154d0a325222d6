import { type Asking, isAtLeast, projectAt, tooLow } from '../access/access.ts'

/** The project of which somebody reads what its admins alone see. */
export async function adminAt(asking: Asking, place: { readonly projectId: string }) {
  const project = await projectAt(asking, place)
  if (!isAtLeast(project.role, 'admin')) throw tooLow('admin')
  return project
}
