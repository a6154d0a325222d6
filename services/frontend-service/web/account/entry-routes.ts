import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../root-route.ts'
import * as search from '../search.ts'
import { arrived } from './oidc/arrived.ts'

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

const address = createRoute({
  getParentRoute: () => root,
  path: '/address/$token',
  component: lazyRouteComponent(() => import('./address/address-page.tsx'), 'AddressPage'),
})

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
})

const oidc = createRoute({
  getParentRoute: () => root,
  path: '/oidc/$provider',
  beforeLoad: () => ({ arrived }),
  component: lazyRouteComponent(() => import('./oidc/oidc-page.tsx'), 'OidcPage'),
})

/** What is shown to who has not signed in. */
export const entryRoutes = [signIn, signUp, recover, address, invite, oidc] as const
