import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'
import type { Scope } from '../../user-service/contract.ts'
import type { NamedCall } from '../forward/call-path.ts'
import type { GatewayRouter } from '../router.ts'
import type { TokenFacts } from '../sessions/api-tokens.ts'

type GroupWith<Access extends string, Any = Scope> = Any extends `${infer Group}:${Access}`
  ? Group
  : never

/** A group, whose queries need its `read` and whose mutations its `write`; or `read` alone, where no token changes
 *  anything; or null, where none gets in. */
type Need = (GroupWith<'read'> & GroupWith<'write'>) | Extract<Scope, `${string}:read`> | null

type Routers = GatewayRouter['_def']['record']

/** What an API token needs for the procedures of each resource, or for each of them. Whatever lets somebody in, or decides
 *  who gets in, is out of reach of every token: a stolen one must not make itself another. */
const needs: {
  [Service in keyof Routers]: {
    [Resource in keyof Routers[Service]]:
      | Need
      | { [Name in keyof Routers[Service][Resource]]: Need }
  }
} = {
  gateway: {
    session: null,
    sessions: null,
    password: null,
    account: null,
    address: null,
    apiTokens: null,
    bots: null,
    factor: null,
    passkeys: null,
    passkeySignIns: null,
    oidc: null,
    identities: null,
    invitations: null,
    // Who has a second factor is for admins at the page of members.
    people: {
      ...{ companions: 'members:read', withFactor: null, removeFactor: null },
      ...{ disable: null, enable: null, recoveryLink: null },
    },
    home: null,
    live: null,
    pages: null,
    operations: null,
  },
  user: {
    me: 'account:read',
    workspaces: 'account:read',
    members: 'members:read',
    teams: 'members:read',
    invitations: null,
    factorPolicy: null,
    operators: null,
    audit: 'audit:read',
  },
  task: {
    projects: 'projects',
    statuses: 'projects',
    labels: 'projects',
    views: 'projects',
    webhooks: 'webhooks',
    members: 'members',
    projectTeams: 'members',
    taskGrants: 'members',
    readers: 'members:read',
    tasks: 'tasks',
    sharedTasks: 'tasks:read',
    relocations: 'tasks',
    actions: 'tasks',
    relations: 'tasks',
    watchers: 'tasks',
    mine: 'tasks',
    search: 'tasks',
    comments: 'comments',
    activity: 'activity:read',
  },
  analytics: { dashboard: 'reports:read' },
  file: { files: 'files', uploads: 'files', usage: 'files' },
}

const needsByName: { [service: string]: { [resource: string]: Need | { [name: string]: Need } } } =
  needs

/** The scope that a procedure asks for; null where no token will do, undefined where there is no such resource. */
export function scopeOf(service: string, path: string, isRead: boolean): Scope | null | undefined {
  const [resource = '', name = ''] = path.split('.')
  const found = own(own(needsByName, service) ?? {}, resource)
  const need = typeof found === 'object' && found !== null ? own(found, name) : found
  if (!need) return need
  if (isReadOnly(need)) return isRead ? need : null
  return `${need}:${isRead ? 'read' : 'write'}`
}

const own = <T>(values: { [name: string]: T }, name: string) =>
  Object.hasOwn(values, name) ? values[name] : undefined

const isReadOnly = (need: NonNullable<Need>): need is Extract<Need, `${string}:read`> =>
  need.includes(':')

/** Refuses calls of `/trpc/…` that a token is not for. */
export function refuseBeyondScopes(
  token: TokenFacts,
  { service, procedures }: Omit<NamedCall, 'search'>,
  method = '',
) {
  for (const path of procedures.split(',')) {
    const scope = scopeOf(service, path, method === 'GET')
    if (scope === undefined) throw new TRPCError({ code: 'NOT_FOUND', message: 'No such call' })
    refuseWithout(token, scope)
  }
}

/** Refuses a token that lacks a scope; null stands for what no token may do. */
export function refuseWithout({ scopes }: TokenFacts, scope: Scope | null) {
  if (scope === null)
    throw appError('FORBIDDEN', 'No API token may do this; sign in', { reason: 'token' })
  if (!scopes.includes(scope))
    throw appError('FORBIDDEN', `This API token lacks the scope ${scope}`, { reason: 'scope' })
}
