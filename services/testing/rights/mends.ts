import type { Place } from './place.ts'
import {
  newAct,
  newComment,
  newLabel,
  newRelation,
  newUpload,
  newView,
  newWebhook,
} from './place.ts'
import { addSomebody, newInvitation, newTeam, type Stage } from './stage.ts'

type Mend = (stage: Stage, place: Place) => Promise<Partial<Place> | undefined>

/** What takes something away where it is allowed, or gives it to somebody, and how the place is made whole again; by name of the call
 *  or variation. These are asked one at a time. */
export const mends: { readonly [act: string]: Mend } = {
  'user/members.remove': async ({ users }, { workspaceId }) => ({
    userId: await addSomebody(users, workspaceId),
  }),
  'user/teams.delete': async (stage, place) => ({ teamId: await newTeam(ownerOf(stage, place)) }),
  'user/invitations.revoke': async (stage, place) => ({
    invitationId: await newInvitation(ownerOf(stage, place)),
  }),
  'task/projects.archive': unarchive,
  'task/projects.unarchive': unarchive,
  'task/members.remove': async (stage, { projectId, memberId: userId }) => {
    await founderOf(stage, projectId).trpc.task.members.add.mutate({
      projectId,
      userId,
      role: 'viewer',
    })
    return undefined
  },
  'task/taskGrants.set': async (stage, { projectId, taskId, outsideId: userId }) => {
    await founderOf(stage, projectId).trpc.task.taskGrants.remove.mutate({ taskId, userId })
    return undefined
  },
  'task/taskGrants.remove': async (stage, { projectId, taskId, aloneId: userId }) => {
    const given = { taskId, userId, role: 'viewer' } as const
    await founderOf(stage, projectId).trpc.task.taskGrants.set.mutate(given)
    return undefined
  },
  'task/labels.delete': async (stage, place) => ({
    labelId: await newLabel(founderOf(stage, place.projectId), place),
  }),
  'task/views.delete': newSharedView,
  "task/views.update, out of everybody's": newSharedView,
  'task/views.delete, a private one': async (stage, place) => ({
    privateViewId: await newView(authorOf(stage, place.projectId), place, 'private'),
  }),
  'task/webhooks.delete': async (stage, place) =>
    isArchived(stage, place)
      ? whileOpen(stage, place, () => newWebhook(founderOf(stage, place.projectId), place))
      : newWebhook(founderOf(stage, place.projectId), place),
  'task/relations.delete': async (stage, { projectId, taskId, otherId }) => ({
    relationId: await newRelation(founderOf(stage, projectId), taskId, otherId),
  }),
  'task/comments.delete': async (stage, place) => ({
    commentId: await newComment(authorOf(stage, place.projectId), place),
  }),
  'task/actions.undo': async (stage, place) => ({
    actionId: await newAct(authorOf(stage, place.projectId), place),
  }),
  'file/files.trash': async (stage, { projectId, fileId: id }) => {
    await founderOf(stage, projectId).trpc.file.files.restore.mutate({ id })
    return undefined
  },
  'file/files.restore': async (stage, { projectId, trashedFileId: id }) => {
    await founderOf(stage, projectId).trpc.file.files.trash.mutate({ id })
    return undefined
  },
  // In an archived project there is no other, and its author alone may.
  'file/uploads.cancel': async (stage, place) =>
    isArchived(stage, place)
      ? undefined
      : { uploadId: await newUpload(authorOf(stage, place.projectId), place) },
  'gateway/people.disable': async (stage, place) => {
    const { workspaceId, userId } = place
    await ownerOf(stage, place).trpc.gateway.people.enable.mutate({ workspaceId, userId })
    return undefined
  },
}

async function newSharedView(stage: Stage, place: Place) {
  return { viewId: await newView(authorOf(stage, place.projectId), place, 'project') }
}

/** As it was: archived or not. */
async function unarchive(stage: Stage, place: Place) {
  const { projects } = founderOf(stage, place.projectId).trpc.task
  const id = place.projectId
  await (isArchived(stage, place) ? projects.archive : projects.unarchive).mutate({ id })
  return undefined
}

async function whileOpen<T>(stage: Stage, { projectId: id }: Place, make: () => Promise<T>) {
  const { projects } = founderOf(stage, id).trpc.task
  await projects.unarchive.mutate({ id })
  const made = await make()
  await projects.archive.mutate({ id })
  return made
}

const isArchived = ({ places }: Stage, { projectId }: Place) =>
  projectId === places.archived.projectId
const isElsewhere = ({ places }: Stage, projectId: string) =>
  projectId === places.elsewhere.projectId
const founderOf = (stage: Stage, projectId: string) =>
  stage.person(isElsewhere(stage, projectId) ? 'stranger' : 'founder')
const authorOf = (stage: Stage, projectId: string) =>
  stage.person(isElsewhere(stage, projectId) ? 'stranger' : 'author')
const ownerOf = (stage: Stage, { projectId }: Place) =>
  stage.person(isElsewhere(stage, projectId) ? 'stranger' : 'owner')
