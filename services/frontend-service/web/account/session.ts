import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouteContext } from '@tanstack/react-router'
import { createContext, createElement, use, useEffect } from 'react'
import { setAppearance } from '../appearance.ts'
import { setLanguage } from '../messages.ts'
import { keep, keepFor, kept, subscribeToKept } from '../personal-storage.ts'
import { queryClient } from '../query-client.ts'
import { type Outputs, trpc } from '../trpc.ts'

export type Session = NonNullable<Outputs['gateway']['session']['who']>
export type Workspace = Session['workspaces'][number]
export type Me = Session['user']

const who = () =>
  trpc.gateway.session.who.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY })

/** Who this browser is, asked once; null when nobody is signed in. */
export async function openSession(): Promise<Session | null> {
  const session = await queryClient.ensureQueryData(who())
  keepFor(session?.user.id)
  heard = kept(profile)
  if (session) await showAs(session.user)
  return session
}

/** Asks again: after signing in, and when a workspace was joined. */
export async function renewSession() {
  await queryClient.invalidateQueries({
    ...trpc.gateway.session.who.pathFilter(),
    refetchType: 'none',
  })
  return queryClient.fetchQuery({ ...who(), staleTime: 0 })
}

/** Another text after each saved change of the profile: other tabs read it anew. */
const profile = 'profile'
let heard: string | undefined

/** Tells the other tabs of this browser that the profile was changed. */
export function tellTabs() {
  heard = `${Date.now()}`
  keep(profile, heard)
}

async function hearTabs() {
  const told = kept(profile)
  if (!told || told === heard) return
  heard = told
  const session = await renewSession()
  if (session) await showAs(session.user)
}

const SessionContext = createContext<Session | undefined>(undefined)

/** What every screen behind the sign-in is in: one watches who is signed in, for all of them. */
export function SignedIn() {
  const { data } = useSuspenseQuery(who())
  if (!data) throw new Error('Nobody is signed in')
  useEffect(() => {
    const stop = subscribeToKept(() => void hearTabs())
    return () => void stop()
  }, [])
  return createElement(SessionContext, { value: data }, createElement(Outlet))
}

/** Who is signed in; only for screens behind the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('Nobody is signed in')
  return session
}
export const useMe = (): Me => useSession().user

/** The workspace on screen; only inside the shell. */
export function useWorkspace(): Workspace {
  const workspace = useRouteContext({ strict: false, select: ({ workspace }) => workspace })
  if (!workspace) throw new Error('No workspace is on screen')
  return workspace
}

/** Shows a changed profile at once, everywhere. */
export async function keepMe(user: Me) {
  queryClient.setQueryData(trpc.gateway.session.who.queryKey(), (session) =>
    session ? { ...session, user } : session,
  )
  await showAs(user)
}

async function showAs({ theme, density, locale }: Me) {
  setAppearance({ theme, density, lang: locale })
  await setLanguage(locale)
}

const lastPlace = 'workspace'

/** The workspace to open when the address names none. */
export function usualWorkspace({ workspaces }: Session) {
  const slug = kept(lastPlace)
  return workspaces.find((each) => each.slug === slug) ?? workspaces[0]
}
export const rememberWorkspace = ({ slug }: Pick<Workspace, 'slug'>) => keep(lastPlace, slug)

/** The id of the signed-in person outside of components. */
export const knownMe = () => queryClient.getQueryData(trpc.gateway.session.who.queryKey())?.user.id
