import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../root-route.ts'
import * as search from '../search.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.entry,
  component: lazyRouteComponent(() => import('./sign-in/sign-in.tsx'), 'SignIn'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: search.entry,
  component: lazyRouteComponent(() => import('./sign-in/sign-up.tsx'), 'SignUp'),
})

const recover = createRoute({
  getParentRoute: () => root,
  path: '/recover/{-$token}',
  component: lazyRouteComponent(() => import('./recovery/recovery.tsx'), 'Recovery'),
})

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
})

/** What is shown to who has not signed in. */
export const entryRoutes = [signIn, signUp, recover, invite] as const
