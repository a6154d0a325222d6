import { notFound, redirect } from '@tanstack/react-router'
import {
  openSession,
  rememberWorkspace,
  type Session,
  usualWorkspace,
  type Workspace,
} from './session.ts'

/** `/` leads to the workspace one was in last, or to where one can get one. */
export async function toStart(): Promise<never> {
  const session = await openSession()
  if (!session) throw redirect({ to: '/sign-in', search: {} })
  const { slug } = usualOf(session)
  throw redirect({ to: '/w/$workspace/home', params: { workspace: slug }, search: {} })
}

/** Only for people who are signed in; afterwards they get what they asked for. */
export async function signedInOnly(href: string): Promise<{ session: Session }> {
  const session = await openSession()
  if (!session) throw redirect({ to: '/sign-in', search: { next: href } })
  return { session }
}

export function namedWorkspace({ workspaces }: Session, slug: string): { workspace: Workspace } {
  const workspace = workspaces.find((each) => each.slug === slug)
  if (!workspace) throw notFound()
  rememberWorkspace(workspace)
  return { workspace }
}

export function usualOf(session: Session): Workspace {
  const usual = usualWorkspace(session)
  if (!usual) throw redirect({ to: '/welcome' })
  return usual
}
