import { scopeOf } from '../../frontend-service/gateway/scopes.ts'
import { grantRole } from '../../task-service/grants/grant-input.ts'
import { roles } from '../../user-service/contract.ts'
import { isFreshOnly } from './acts.ts'
import { type Need, needOf, variations } from './needs.ts'
import { forBrowsers, proceduresOf } from './procedures.ts'

/** Rooms of the document, with the resources of each. */
const rooms: readonly (readonly [string, readonly string[]])[] = [
  [
    'Tasks',
    [
      'task/tasks',
      'task/sharedTasks',
      'task/relocations',
      'task/relations',
      'task/watchers',
      'task/actions',
    ],
  ],
  [
    'What is found and looked up',
    ['task/mine', 'task/search', 'task/activity', 'analytics/dashboard'],
  ],
  ['Comments', ['task/comments']],
  ['Files', ['file/files', 'file/uploads', 'file/usage']],
  [
    'Projects',
    [
      ...['task/projects', 'task/members', 'task/projectTeams', 'task/taskGrants', 'task/readers'],
      ...['task/statuses', 'task/labels', 'task/views', 'task/webhooks'],
    ],
  ],
  [
    'Workspaces and their people',
    [
      ...['user/workspaces', 'user/members', 'user/teams', 'user/invitations'],
      ...['user/factorPolicy', 'user/audit'],
      ...['gateway/people', 'gateway/home', 'gateway/live'],
    ],
  ],
  [
    'The own account',
    [
      ...['user/me', 'gateway/account', 'gateway/address', 'gateway/password', 'gateway/sessions'],
      ...['gateway/apiTokens', 'gateway/bots', 'gateway/factor', 'gateway/passkeys'],
      ...['gateway/identities', 'gateway/pages'],
    ],
  ],
  ['Running the installation', ['gateway/operations', 'user/operators']],
  [
    'Getting in',
    ['gateway/session', 'gateway/passkeySignIns', 'gateway/oidc', 'gateway/invitations'],
  ],
]

const weakestFirst = roles.toReversed()
const taskRoles = grantRole.options.toReversed()
/** Columns of roles on one task. */
const onTask = taskRoles.map((role) => `${role} of one task`)
const strength: readonly string[] = weakestFirst

const introduction = `# Who may do what

This page is written by \`bin/rights\` from \`services/testing/rights/needs.ts\`. \`services/rights.test.ts\` asks each procedure as each kind of person and program, at open, private and archived projects, at another workspace and at things that are not there, and compares what comes back.

- What somebody does not see is answered with 404, byte for byte like what is not there. What they see and may not do is 403 and names the role that it takes. Who is not signed in gets 401.
- Columns are roles. For what is in a project they are those in the project: an open one gives everybody their role in the workspace, a private one and guests what somebody was given, and the stronger of both counts. A guest is therefore marked ¹: as any other with that role.
- A role on one task is for people of the workspace who do not see its project, guests above all; what has no tick there is answered as what is not there. What is of a workspace they get by their role in it.
- An operator runs the installation: the first account, and whom operators named. To others it is as if that were not there, and admins who are none do not manage an operator's account.
- **own**: for whoever made it.
- **archived**: also in an archived project, which refuses all else with 409.
- **API token**: the scope that a program needs beside its owner's rights; – where no token is enough. **again**: a session has to have said lately who it is.
`

/** `docs/rights.md`. */
export function rightsDocument() {
  const procedures = proceduresOf(forBrowsers)
  const known = new Set(rooms.flatMap(([, resources]) => resources))
  const lost = procedures.filter(({ call }) => !known.has(resourceOf(call)))
  if (lost.length > 0) throw new Error(`Say in which room ${lost[0]?.call} is`)
  const rowsOf = (resource: string) =>
    procedures
      .filter(({ call }) => resourceOf(call) === resource)
      .flatMap(({ call, type }) => [
        { call, type, need: needOf(call), when: '' },
        ...variations
          .filter((variation) => variation.call === call)
          .map(({ need, when }) => ({ call, type, need, when: `, ${when}` })),
      ])
      .map(({ call, type, need, when }) => ({
        ...{ name: `\`${call}\`${when}`, need },
        token: tokenOf(call, type === 'query'),
      }))
  const sections = rooms.map(([title, resources]) => {
    const rows = resources.flatMap(rowsOf)
    // Where nothing is of a place there are no roles.
    const hasRoles = rows.some(({ need }) => need.in === 'project' || need.in === 'workspace')
    const heading = hasRoles ? [...weakestFirst, ...onTask, 'archived'] : ['who']
    return [
      `## ${title}`,
      '',
      ...[
        ['procedure', ...heading, 'API token'],
        ['---', ...heading.map(() => '---'), '---'],
      ]
        .concat(
          rows.map(({ name, need, token }) => [
            ...[name, ...(hasRoles ? ticksOf(need) : [whose(need)]), token],
          ]),
        )
        .map((cells) => `| ${cells.join(' | ')} |`),
      '',
    ].join('\n')
  })
  return `${introduction}\n${sections.join('\n')}`
}

const resourceOf = (call: string) => call.split('.')[0] ?? ''
const whose = (need: Need) =>
  need.in === 'anywhere'
    ? 'anybody'
    : need.in === 'installation'
      ? 'an operator'
      : 'who is signed in'

function ticksOf(need: Need) {
  const none = onTask.map(() => '')
  if (need.in !== 'workspace' && need.in !== 'project')
    return [...weakestFirst.map(() => '✓'), ...none, '']
  const least = strength.indexOf(need.role)
  const isAbove = (role: string) => strength.indexOf(role) >= least
  if (need.in === 'workspace') {
    const ticks = weakestFirst.map((role) => (isAbove(role) ? '✓' : need.silent ? 'empty' : ''))
    return [...ticks, ...none, '']
  }
  const { and = '', archived, alone } = need
  const own = and === 'author' || and === 'owner of it'
  const tickOf = (role: string) => {
    if (!isAbove(role)) return ''
    const isAdmin = role === 'admin' || role === 'owner'
    return own || (and.endsWith('author or admin') && !isAdmin) ? 'own' : '✓'
  }
  const ticks = weakestFirst.map((role) =>
    role === 'guest' ? (and.startsWith('insider') ? '' : '¹') : tickOf(role),
  )
  return [...ticks, ...taskRoles.map((role) => (alone ? tickOf(role) : '')), archived ? '✓' : '']
}

function tokenOf(call: string, isRead: boolean) {
  const [service = '', path = ''] = call.split('/')
  if (isFreshOnly(call)) return '–, again'
  return scopeOf(service, path, isRead) ?? '–'
}
