import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { entryRoutes } from './account/entry-routes.ts'
import { namedWorkspace, signedInOnly, toStart, usualOf } from './account/route-guards.ts'
import { SignedIn } from './account/session.ts'
import { homeOf } from './home/queries.ts'
import { queryClient } from './query-client.ts'
import { root } from './root-route.ts'
import * as search from './search.ts'
import { Failure, Pending } from './shell/root.tsx'
import { prefetchTasks } from './tasks/cache/queries.ts'

const start = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: toStart })

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => signedInOnly(location.href),
  component: SignedIn,
})

const welcome = createRoute({
  getParentRoute: () => signedIn,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./account/sign-in/no-workspace.tsx'), 'NoWorkspace'),
})

const shell = lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell')

const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: '/w/$workspace',
  validateSearch: search.peek,
  beforeLoad: ({ context, params }) => namedWorkspace(context.session, params.workspace),
  component: shell,
})

const workspaceStart = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/home', params, replace: true })
  },
})

const home = createRoute({
  getParentRoute: () => workspace,
  path: '/home',
  loader: ({ context }) => {
    void queryClient.prefetchQuery(homeOf(context))
  },
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const projects = createRoute({
  getParentRoute: () => workspace,
  path: '/projects',
  component: lazyRouteComponent(() => import('./projects/project-list.tsx'), 'ProjectList'),
})

const project = createRoute({ getParentRoute: () => workspace, path: '/p/$project' })

const projectStart = createRoute({
  getParentRoute: () => project,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/p/$project/list', params, search: {} })
  },
})

interface Asking {
  context: { workspace: { id: string } }
  params: { project: string }
  deps: { view?: string }
}

/** What a layout of tasks reads while its code is on the way. */
const tasksOf = {
  loaderDeps: ({ search: { view } }: { search: { view?: string } }) => ({ view }),
  loader: ({ context, params, deps: { view } }: Asking) =>
    prefetchTasks({ workspaceId: context.workspace.id, key: params.project, view }),
}

const list = createRoute({
  getParentRoute: () => project,
  path: '/list',
  validateSearch: search.list,
  ...tasksOf,
  component: lazyRouteComponent(() => import('./tasks/list/list-page.tsx'), 'ListPage'),
})

const board = createRoute({
  getParentRoute: () => project,
  path: '/board',
  validateSearch: search.board,
  ...tasksOf,
  component: lazyRouteComponent(() => import('./tasks/board/board-page.tsx'), 'BoardPage'),
})

const table = createRoute({
  getParentRoute: () => project,
  path: '/table',
  validateSearch: search.list,
  ...tasksOf,
  component: lazyRouteComponent(() => import('./tasks/table/table-page.tsx'), 'TablePage'),
})

const files = createRoute({
  getParentRoute: () => project,
  path: '/files',
  validateSearch: search.files,
  component: lazyRouteComponent(() => import('./files/files-page.tsx'), 'FilesPage'),
})

const projectTrash = createRoute({
  getParentRoute: () => project,
  path: '/trash',
  component: lazyRouteComponent(() => import('./tasks/trash/trash-page.tsx'), 'TrashPage'),
})

const projectSettings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('./project-settings/project-settings-page.tsx'),
    'ProjectSettingsPage',
  ),
})

const reports = createRoute({
  getParentRoute: () => project,
  path: '/reports',
  validateSearch: search.dashboard,
  component: lazyRouteComponent(() => import('./dashboard/dashboard-page.tsx'), 'ProjectReports'),
})

const dashboard = createRoute({
  getParentRoute: () => workspace,
  path: '/dashboards/workspace',
  validateSearch: search.dashboard,
  component: lazyRouteComponent(
    () => import('./dashboard/dashboard-page.tsx'),
    'WorkspaceDashboard',
  ),
})

const history = createRoute({
  getParentRoute: () => workspace,
  path: '/history',
  component: lazyRouteComponent(() => import('./tasks/history/history-page.tsx'), 'HistoryPage'),
})

const task = createRoute({
  getParentRoute: () => workspace,
  path: '/t/$key',
  component: lazyRouteComponent(() => import('./tasks/detail/task-page.tsx'), 'TaskPage'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  validateSearch: search.peek,
  beforeLoad: ({ context }) => ({ workspace: usualOf(context.session) }),
  component: shell,
})

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/profile', replace: true })
  },
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('./account/profile.tsx'), 'ProfilePage'),
})

const security = createRoute({
  getParentRoute: () => settings,
  path: '/security',
  component: lazyRouteComponent(() => import('./account/security.tsx'), 'SecurityPage'),
})

const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(
    () => import('./account/workspace-settings.tsx'),
    'WorkspaceSettingsPage',
  ),
})

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  component: lazyRouteComponent(() => import('./account/members/members.tsx'), 'MembersPage'),
})

const teams = createRoute({
  getParentRoute: () => settings,
  path: '/teams',
  component: lazyRouteComponent(() => import('./account/teams/teams-page.tsx'), 'TeamsPage'),
})

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: search.audit,
  component: lazyRouteComponent(() => import('./account/audit/audit-page.tsx'), 'AuditPage'),
})

const operations = createRoute({
  getParentRoute: () => settings,
  path: '/operations',
  component: lazyRouteComponent(
    () => import('./account/operations/operations-page.tsx'),
    'OperationsPage',
  ),
})

const projectPages = project.addChildren([
  projectStart,
  list,
  board,
  table,
  files,
  reports,
  projectTrash,
  projectSettings,
])
const workspacePages = workspace.addChildren([
  workspaceStart,
  home,
  projects,
  projectPages,
  dashboard,
  history,
  task,
])
const settingsPages = settings.addChildren([
  settingsStart,
  profile,
  security,
  workspaceSettings,
  members,
  teams,
  audit,
  operations,
])
const signedInPages = signedIn.addChildren([welcome, workspacePages, settingsPages])

/** The map of the product. */
export const router = createRouter({
  routeTree: root.addChildren([start, ...entryRoutes, signedInPages]),
  defaultPreload: 'intent',
  defaultErrorComponent: Failure,
  defaultPendingComponent: Pending,
  defaultPendingMs: 400,
  scrollRestoration: true,
  // A screen belongs to what its address names: for anything else it begins anew.
  defaultRemountDeps: ({ params }) => params,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
