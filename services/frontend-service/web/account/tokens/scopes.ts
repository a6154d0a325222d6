import type { Outputs } from '../../trpc.ts'

export type ApiToken = Outputs['gateway']['apiTokens']['list'][number]
export type Scope = ApiToken['scopes'][number]

export type Access = 'none' | 'read' | 'write'
type GroupOf<Any> = Any extends `${infer Group}:${string}` ? Group : never
export type ScopeGroup = GroupOf<Scope>
/** What a token may do in each group; whoever writes reads too. */
export type Granted = { [Group in ScopeGroup]?: Access }

const scopes: { [Group in ScopeGroup]: Extract<Scope, `${Group}:${string}`>[] } = {
  tasks: ['tasks:read', 'tasks:write'],
  projects: ['projects:read', 'projects:write'],
  comments: ['comments:read', 'comments:write'],
  files: ['files:read', 'files:write'],
  members: ['members:read', 'members:write'],
  webhooks: ['webhooks:read', 'webhooks:write'],
  audit: ['audit:read'],
  activity: ['activity:read'],
  reports: ['reports:read'],
  account: ['account:read'],
}

export const scopeGroups = [
  ...(['tasks', 'projects', 'comments', 'files'] as const),
  ...(['members', 'webhooks', 'audit', 'activity', 'reports', 'account'] as const),
] satisfies ScopeGroup[]

export const accessesOf = (group: ScopeGroup): Access[] =>
  scopes[group].length > 1 ? ['none', 'read', 'write'] : ['none', 'read']

export const scopesOf = (granted: Granted): Scope[] =>
  scopeGroups.flatMap((group) => {
    const access = granted[group] ?? 'none'
    return scopes[group].filter((scope) => access === 'write' || scope.endsWith(`:${access}`))
  })

/** The same of a token's scopes, group by group. A token made elsewhere may write without reading. */
export const grantedBy = (some: readonly Scope[]) =>
  scopeGroups.flatMap((group) => {
    const own = scopes[group].filter((scope) => some.includes(scope))
    if (own.length === 0) return []
    return [
      { group, access: own.some((scope) => scope.endsWith(':write')) ? 'write' : 'read' } as const,
    ]
  })
