import type { GatewayRouter } from '../../frontend-service/router.ts'
import type { Role as ProjectRole } from '../../task-service/contract.ts'
import type { Role as WorkspaceRole } from '../../user-service/contract.ts'
import { ofCall } from './procedures.ts'

/** What somebody has to be for a procedure; `and` says what it asks for besides. */
export type Need = InProject | InWorkspace | InInstallation | Oneself | Anybody

/** At least the role in the project of a place. To whom the project is not shown, the place does not exist. */
interface InProject {
  readonly in: 'project'
  readonly role: ProjectRole
  /** Whether it may be done in an archived project. */
  readonly archived: boolean
  /** The role is asked for by the thing itself, once the project has let its viewer in. */
  readonly late?: true
  readonly and?: Besides
  /** Whether a role on the task alone counts as one in the project does. All else is closed to who has no other. */
  readonly alone?: true
}

/** `author`: whoever made the thing; it is refused to others. `author or admin` likewise. `owner of it`: to others it does not
 *  exist. `insider`: no guest of the workspace, whatever the role in the project. */
type Besides = 'author' | 'author or admin' | 'owner of it' | 'insider' | 'insider, author or admin'

/** At least the role in the workspace; it does not exist for others, nor for `hidden` does the procedure for weaker roles. */
interface InWorkspace {
  readonly in: 'workspace'
  readonly role: WorkspaceRole
  readonly hidden?: true
  /** It answers, with nothing. */
  readonly silent?: true
}

/** Of who runs the installation; to others it does not exist. */
interface InInstallation {
  readonly in: 'installation'
}

/** Of the account that is signed in. */
interface Oneself {
  readonly in: 'account'
}
interface Anybody {
  readonly in: 'anywhere'
}

/** Also for those who were given the task alone. */
const alone = (need: InProject): Need => ({ ...need, alone: true })
const read: InProject = { in: 'project', role: 'viewer', archived: true }
const write = (role: ProjectRole, and?: Besides): InProject => ({
  ...{ in: 'project', role, archived: false },
  ...(and && { and }),
})
/** Also in a project that is archived. */
const always = (role: ProjectRole, and?: Besides): InProject => ({
  ...write(role, and),
  archived: true,
})
const late = (role: ProjectRole, and?: Besides): Need => ({ ...write(role, and), late: true })
const workspace = (role: WorkspaceRole): Need => ({ in: 'workspace', role })
const operator: Need = { in: 'installation' }
const account: Need = { in: 'account' }
const anybody: Need = { in: 'anywhere' }

type Routers = GatewayRouter['_def']['record']
type Needs = {
  readonly [Service in keyof Routers]: {
    readonly [Resource in keyof Routers[Service]]: {
      readonly [Name in keyof Routers[Service][Resource]]: Need
    }
  }
}

/** Who may call what: the rights of the design, written down once more. services/rights.test.ts holds every procedure to it,
 *  and docs/rights.md shows it. */
const needs: Needs = {
  user: {
    me: { get: account, update: account },
    workspaces: {
      ...{ list: account, create: account },
      ...{ update: workspace('admin'), delete: workspace('owner') },
      ...{ close: workspace('owner'), restore: workspace('owner') },
    },
    members: {
      ...{ list: workspace('guest'), deleted: workspace('guest') },
      ...{ changeRole: workspace('admin'), remove: workspace('admin') },
    },
    teams: {
      ...{ list: workspace('viewer'), get: workspace('viewer'), create: workspace('admin') },
      ...{ rename: workspace('admin'), delete: workspace('admin') },
      ...{ addMember: workspace('admin'), removeMember: workspace('admin') },
      tellAgain: workspace('admin'),
    },
    invitations: {
      ...{ list: workspace('admin'), create: workspace('admin'), revoke: workspace('admin') },
    },
    factorPolicy: { get: workspace('admin'), set: workspace('admin') },
    operators: { list: operator, add: operator, remove: operator },
    audit: {
      list: { in: 'workspace', role: 'admin', hidden: true },
      check: { in: 'workspace', role: 'admin', hidden: true },
    },
  },
  task: {
    projects: {
      ...{ list: workspace('guest'), get: read },
      ...{ create: workspace('member'), createSample: workspace('member') },
      ...{ update: write('admin'), archive: always('owner'), unarchive: always('owner') },
    },
    members: {
      ...{ list: read, add: always('admin'), changeRole: always('admin'), remove: always('admin') },
    },
    projectTeams: {
      ...{ list: read, projects: workspace('viewer') },
      ...{ set: always('admin', 'insider'), remove: always('admin', 'insider') },
    },
    taskGrants: {
      ...{ list: always('admin', 'insider'), set: always('admin', 'insider') },
      remove: always('admin', 'insider'),
    },
    sharedTasks: { list: workspace('guest'), get: alone(read) },
    readers: {
      ...{ ofProject: read, ofTask: read, ifVisibility: always('owner') },
      ...{ ifMember: always('admin'), ifTeam: always('admin', 'insider') },
    },
    statuses: {
      ...{ create: write('admin'), update: write('admin') },
      ...{ move: write('admin'), delete: write('admin') },
    },
    labels: { create: write('member'), update: write('admin'), delete: write('admin') },
    views: {
      ...{ list: read, create: write('viewer') },
      ...{ update: late('member'), delete: late('member', 'author or admin') },
    },
    webhooks: {
      ...{ list: always('admin'), create: write('admin'), update: write('admin') },
      ...{ rotateSecret: write('admin'), delete: always('admin'), deliveries: always('admin') },
      ...{ test: write('admin'), replay: write('admin') },
    },
    tasks: {
      ...{ list: read, board: read, matching: read, get: read, getById: read, subtasks: read },
      ...{ create: write('member'), createMany: write('member'), duplicate: write('member') },
      ...{ change: write('member'), changeMany: write('member'), changeEach: write('member') },
      ...{ move: write('member'), close: write('member'), reopen: write('member') },
      ...{ trash: write('member'), restore: write('member'), trashed: read },
      ...{ purge: write('admin'), emptyTrash: write('admin') },
    },
    relocations: { create: write('member'), preview: write('member') },
    actions: {
      ...{ list: workspace('guest'), tasks: always('viewer', 'owner of it') },
      ...{ preview: write('member', 'owner of it'), undo: write('member', 'owner of it') },
    },
    comments: {
      ...{ list: alone(read), create: alone(write('commenter')) },
      ...{ update: alone(write('commenter', 'author')), react: alone(write('commenter')) },
      delete: alone(write('commenter', 'author or admin')),
      setInternal: write('member', 'insider, author or admin'),
    },
    relations: { list: read, create: write('member'), delete: write('member') },
    watchers: { list: read, set: write('viewer') },
    mine: { get: workspace('guest') },
    activity: { list: workspace('guest') },
    search: { find: workspace('guest') },
  },
  file: {
    files: {
      ...{ list: read, ofTask: alone(read), get: read },
      ...{ rename: write('member'), categorize: write('member') },
      ...{ attach: write('member'), detach: write('member') },
      ...{ trash: write('member'), restore: write('member') },
    },
    uploads: { create: write('member'), cancel: always('member', 'owner of it') },
    usage: { get: read },
  },
  analytics: { dashboard: { get: read } },
  gateway: {
    session: {
      ...{ who: anybody, signUp: anybody, signIn: anybody, confirm: anybody },
      ...{ prove: account, signOut: account },
    },
    sessions: { list: account, revoke: account, revokeOthers: account },
    password: {
      ...{ change: account, isByMail: anybody, forgotten: anybody, check: anybody },
      recover: anybody,
    },
    account: { deletion: account, delete: account },
    address: {
      ...{ get: account, prove: account, change: account, keep: account },
      ...{ check: anybody, use: anybody },
    },
    apiTokens: { list: account, create: account, revoke: account },
    bots: {
      ...{ list: account, create: account, rename: account, disable: account, enable: account },
      delete: account,
    },
    factor: {
      ...{ get: account, start: account, confirm: account, renewCodes: account },
      turnOff: account,
    },
    passkeys: {
      ...{ list: account, start: account, add: account, rename: account, remove: account },
    },
    passkeySignIns: { ask: anybody, enter: anybody, finish: anybody, prove: account },
    oidc: {
      ...{ providers: anybody, begin: anybody, beginProof: account, finish: anybody },
      prove: account,
    },
    identities: { list: account, link: account, remove: account },
    invitations: { preview: anybody, accept: account },
    people: {
      ...{
        companions: workspace('guest'),
        disable: workspace('admin'),
        enable: workspace('admin'),
      },
      ...{ recoveryLink: workspace('admin'), removeFactor: workspace('admin') },
      withFactor: { in: 'workspace', role: 'admin', silent: true },
    },
    home: { get: workspace('guest') },
    live: { events: workspace('guest') },
    pages: { report: account },
    operations: { get: operator },
  },
}

/** Where more is needed than the procedure asks for at least. */
export interface Variation {
  /** As it is called in tests and in the document. */
  readonly call: string
  readonly when: string
  readonly need: Need
}
export const variations: readonly Variation[] = [
  { call: 'task/projects.update', when: 'who sees it', need: write('owner') },
  { call: 'task/projects.update', when: 'what everybody may do', need: write('owner') },
  { call: 'task/members.add', when: 'an owner', need: always('owner') },
  { call: 'task/members.changeRole', when: 'of an owner', need: always('owner') },
  {
    ...{ call: 'task/comments.create', when: 'an internal one' },
    need: alone(write('member', 'insider')),
  },
  { call: 'task/views.create', when: 'for everybody', need: write('member') },
  { call: 'task/views.update', when: 'a private one', need: late('viewer', 'owner of it') },
  { call: 'task/views.delete', when: 'a private one', need: late('viewer', 'owner of it') },
  {
    ...{ call: 'task/views.update', when: "out of everybody's" },
    need: late('member', 'author or admin'),
  },
  { call: 'task/watchers.set', when: 'for somebody else', need: write('member') },
  {
    ...{ call: 'analytics/dashboard.get', when: 'of the workspace' },
    need: workspace('guest'),
  },
  { call: 'user/members.changeRole', when: 'of an owner', need: workspace('owner') },
  { call: 'user/invitations.create', when: 'for an owner', need: workspace('owner') },
]

/** By the name of a call: `task/tasks.list`. */
export function needOf(call: string): Need {
  const need = ofCall<Need>(needs, call)
  if (!need) throw new Error(`Say who may call ${call}`)
  return need
}
