import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'
import type { FrontendEnv } from '../env.ts'
import type { NamedCall } from '../forward/call-path.ts'
import type { GatewayRouter } from '../router.ts'
import { type Caller, isByToken } from '../sessions/callers.ts'
import { isFresh } from '../sessions/is-fresh.ts'
import { refuseWithout } from './scopes.ts'

/** `fresh`: only where this session has proved within FRESH_SECONDS who it is. `own`: asks for the password, or a passkey, by
 *  itself, each time; a new password needs a fresh proof too where there is a second factor, which user-service decides. */
type Proof = 'fresh' | 'own' | 'none'

type Routers = GatewayRouter['_def']['record']
type MutationsOf<Resource> = {
  [Name in keyof Resource as Resource[Name] extends { _def: { type: 'mutation' } }
    ? Name
    : never]: Proof
}
type Proofs = {
  [Service in keyof Routers]: {
    [Resource in keyof Routers[Service]]: MutationsOf<Routers[Service][Resource]>
  }
}

/** What each change needs beside a session. Fresh is whatever lets somebody in, raises rights in a workspace, or destroys
 *  for good: a browser that was left open, or a cookie that was taken, must not be enough for it. */
export const proofs: Proofs = {
  gateway: {
    session: { signUp: 'none', signIn: 'none', confirm: 'none', prove: 'own', signOut: 'none' },
    sessions: { revoke: 'none', revokeOthers: 'fresh' },
    password: { change: 'own', forgotten: 'none', check: 'none', recover: 'none' },
    // Who stays at the present address, or shows that letters reach it, lets nobody in.
    address: { prove: 'none', change: 'fresh', keep: 'none', check: 'none', use: 'none' },
    account: { delete: 'fresh' },
    apiTokens: { create: 'fresh', revoke: 'none' },
    // Nothing that ends tokens is made harder. A bot that is enabled has none, and each that is made asks for the proof; by
    // another name it does nothing that it did not do.
    bots: { create: 'fresh', rename: 'none', disable: 'none', enable: 'none', delete: 'none' },
    factor: { start: 'fresh', confirm: 'fresh', renewCodes: 'fresh', turnOff: 'own' },
    // Who gives one a name lets nobody in.
    passkeys: { start: 'fresh', add: 'fresh', rename: 'none', remove: 'fresh' },
    passkeySignIns: { ask: 'none', enter: 'none', finish: 'none', prove: 'own' },
    oidc: { begin: 'none', beginProof: 'none', finish: 'none', prove: 'own' },
    identities: { link: 'fresh', remove: 'fresh' },
    invitations: { accept: 'none' },
    people: { disable: 'fresh', enable: 'fresh', recoveryLink: 'fresh', removeFactor: 'fresh' },
    home: {},
    live: {},
    pages: { report: 'none' },
    operations: {},
  },
  user: {
    me: { update: 'none' },
    workspaces: {
      ...{ create: 'none', update: 'none', close: 'fresh', delete: 'fresh' },
      // Whoever keeps a workspace opens it to its members and to nobody else.
      restore: 'none',
    },
    members: { changeRole: 'fresh', remove: 'none' },
    // Whoever is added gets the roles that the team has in projects.
    teams: {
      ...{ create: 'none', rename: 'none', delete: 'none' },
      ...{ addMember: 'fresh', removeMember: 'none', tellAgain: 'none' },
    },
    invitations: { create: 'fresh', revoke: 'none' },
    factorPolicy: { set: 'fresh' },
    operators: { add: 'fresh', remove: 'fresh' },
    audit: {},
  },
  task: {
    projects: {
      ...{ create: 'none', createSample: 'none', update: 'none', archive: 'none' },
      unarchive: 'none',
    },
    members: { add: 'none', changeRole: 'none', remove: 'none' },
    projectTeams: { set: 'none', remove: 'none' },
    taskGrants: { set: 'none', remove: 'none' },
    sharedTasks: {},
    readers: {},
    statuses: { create: 'none', update: 'none', move: 'none', delete: 'none' },
    labels: { create: 'none', update: 'none', delete: 'none' },
    views: { create: 'none', update: 'none', delete: 'none' },
    webhooks: {
      ...{ create: 'none', update: 'none', rotateSecret: 'none', delete: 'none' },
      ...{ test: 'none', replay: 'none' },
    },
    tasks: {
      ...{ create: 'none', createMany: 'none', duplicate: 'none', change: 'none' },
      ...{ changeMany: 'none', changeEach: 'none', move: 'none', close: 'none', reopen: 'none' },
      ...{ trash: 'none', restore: 'none', purge: 'fresh', emptyTrash: 'fresh' },
    },
    relocations: { create: 'none', preview: 'none' },
    actions: { undo: 'none' },
    relations: { create: 'none', delete: 'none' },
    watchers: { set: 'none' },
    comments: {
      ...{ create: 'none', update: 'none', delete: 'none', react: 'none', setInternal: 'none' },
    },
    activity: {},
    mine: {},
    search: {},
  },
  analytics: { dashboard: {} },
  file: {
    files: {
      ...{ rename: 'none', categorize: 'none', attach: 'none', detach: 'none' },
      ...{ trash: 'none', restore: 'none' },
    },
    uploads: { create: 'none', cancel: 'none' },
    usage: {},
  },
}

/** By the path of each change: `task/tasks.purge`. */
const proofOf = new Map(
  Object.entries(proofs).flatMap(([service, resources]) =>
    Object.entries(resources).flatMap(([resource, changes]) =>
      Object.entries(changes).map(([name, proof]): [string, Proof] => [
        `${service}/${resource}.${name}`,
        proof,
      ]),
    ),
  ),
)

export type RefuseStale = ReturnType<typeof createFreshness>

/** Refuses what needs a fresh proof where there is none. No API token gives one. */
export function createFreshness(env: FrontendEnv) {
  const refuse = (caller: Caller) => {
    if (isByToken(caller)) refuseWithout(caller, null)
    else if (!isFresh(env, caller))
      throw appError('FORBIDDEN', 'Say again who you are by session.prove, then repeat the call', {
        reason: 'REAUTH_REQUIRED',
      })
  }
  const inCall = (caller: Caller | null, procedure: string) => {
    if (caller && proofOf.get(procedure) === 'fresh') refuse(caller)
  }
  return {
    /** Whatever is asked for. */
    refuse,
    inCall,
    /** The same for calls of `/trpc/…`. A change that is not in the table goes to nobody: during a roll-out it is one of the next
     *  release, which may ask a proof for it. */
    inCalls: (
      caller: Caller | null,
      { service, procedures }: Omit<NamedCall, 'search'>,
      method = '',
    ) => {
      if (method !== 'POST') return
      const paths = procedures.split(',').map((path) => `${service}/${path}`)
      for (const path of paths) inCall(caller, path)
      if (!paths.every((path) => proofOf.has(path)))
        throw new TRPCError({ code: 'NOT_FOUND', message: 'No such call' })
    },
  }
}
