import { randomUUID } from 'node:crypto'
import type { Person } from '../../frontend-service/testing/people.ts'
import type { Role } from '../../task-service/contract.ts'

/** A project with one of everything, as far as inputs name it. Its texts all have `word` in them. */
export interface Place {
  readonly word: string
  readonly workspaceId: string
  readonly projectId: string
  readonly visibility: 'open' | 'private'
  readonly key: string
  readonly taskKey: string
  /** Another project of the same workspace and the same people. */
  readonly besideId: string
  readonly taskId: string
  readonly otherId: string
  readonly trashedTaskId: string
  readonly statusId: string
  readonly labelId: string
  readonly relationId: string
  /** Everybody's. */
  readonly viewId: string
  readonly webhookId: string
  readonly deliveryId: string
  readonly fileId: string
  readonly trashedFileId: string
  /** A weak member of the project. */
  readonly memberId: string
  readonly founderId: string
  /** Somebody of the workspace who sees nothing of it, and somebody who has the task alone. */
  readonly outsideId: string
  readonly aloneId: string
  /** By its author, who is a member of the project. */
  readonly commentId: string
  readonly internalCommentId: string
  readonly privateViewId: string
  readonly actionId: string
  readonly uploadId: string
  /** Of the workspace. */
  readonly invitationId: string
  readonly userId: string
  readonly ownerId: string
  readonly teamId: string
  /** Of somebody's account. */
  readonly sessionId: string
  readonly tokenId: string
  readonly botId: string
  readonly passkeyId: string
  readonly identityId: string
}

/** What its author made there: nobody else sees the last three. */
type Authored = Pick<
  Place,
  'commentId' | 'internalCommentId' | 'privateViewId' | 'actionId' | 'uploadId'
>

interface Wanted {
  readonly key: string
  readonly word: string
  readonly visibility: 'open' | 'private'
  readonly founder: Person
  readonly author: Person
  readonly workspaceId: string
  readonly besideId: string
  readonly grants: readonly Grant[]
}
interface Grant {
  readonly userId: string
  readonly role: Role
}

type Filled = Omit<
  Place,
  | 'memberId'
  | 'outsideId'
  | 'aloneId'
  | 'invitationId'
  | 'userId'
  | 'ownerId'
  | 'teamId'
  | 'sessionId'
  | 'tokenId'
  | 'botId'
  | 'passkeyId'
  | 'identityId'
>

/** Makes a project and fills it. */
export async function fillPlace(wanted: Wanted): Promise<Filled> {
  const { key, word, visibility, founder, workspaceId, besideId } = wanted
  const { tasks, statuses } = founder.trpc.task
  const projectId = await foundProject(wanted)
  const { id: statusId } = await statuses.create.mutate({ projectId, name: word, group: 'started' })
  const labelId = await newLabel(founder, { projectId, word, taskId: '' })
  const task = (title: string) =>
    tasks.create.mutate({ projectId, title, description: word, labelIds: [labelId] })
  const { id: taskId, key: taskKey } = await task(`${word} 회의록`)
  const { id: otherId } = await task(word)
  const { id: trashedTaskId } = await task(word)
  await tasks.trash.mutate({ id: trashedTaskId })
  const made = { projectId, taskId, word }
  const view = await newView(wanted.author, made, 'project')
  const [file, trashedFile] = [await newFile(founder, made), await newFile(founder, made)]
  await founder.trpc.file.files.trash.mutate({ id: trashedFile })
  return {
    ...{ ...made, workspaceId, visibility, key, taskKey, besideId, otherId, trashedTaskId },
    ...{ statusId, labelId, relationId: await newRelation(founder, taskId, otherId) },
    ...{ viewId: view, ...(await newWebhook(founder, made)) },
    ...{ fileId: file, trashedFileId: trashedFile },
    ...{ founderId: founder.id, ...(await authored(wanted.author, made)) },
  }
}

export async function foundProject({
  founder,
  grants,
  word: name,
  ...about
}: Omit<Wanted, 'author' | 'besideId'>) {
  const { projects, members } = founder.trpc.task
  const { workspaceId, key, visibility } = about
  const { id: projectId } = await projects.create.mutate({ workspaceId, key, visibility, name })
  for (const grant of grants) await members.add.mutate({ projectId, ...grant })
  return projectId
}

interface Made {
  readonly projectId: string
  readonly taskId: string
  readonly word: string
}

async function authored(author: Person, made: Made): Promise<Authored> {
  const internal = { taskId: made.taskId, text: `${made.word}-internal`, isInternal: true }
  return {
    commentId: await newComment(author, made),
    internalCommentId: (await author.trpc.task.comments.create.mutate(internal)).id,
    privateViewId: await newView(author, made, 'private'),
    actionId: await newAct(author, made),
    uploadId: await newUpload(author, made),
  }
}

export const newComment = async ({ trpc }: Person, { taskId, word: text }: Made) =>
  (await trpc.task.comments.create.mutate({ taskId, text })).id

export const newAct = async ({ trpc }: Person, { projectId, word: title }: Made) =>
  (await trpc.task.tasks.create.mutate({ projectId, title })).actionId ?? ''

export const newLabel = async ({ trpc }: Person, { projectId, word: name }: Made) =>
  (await trpc.task.labels.create.mutate({ projectId, name, color: 'red' })).id

export const newRelation = async ({ trpc }: Person, taskId: string, otherId: string) =>
  (await trpc.task.relations.create.mutate({ taskId, otherId, kind: 'relates' })).id

export async function newWebhook({ trpc }: Person, { projectId, word }: Made) {
  const { webhooks } = trpc.task
  const { id: webhookId } = await webhooks.create.mutate({
    ...{
      projectId,
      url: `https://${word.replace('mk-', 'mk-hook-')}.invalid/`,
      types: ['project.unarchived'],
      q: '',
    },
  })
  const { id: deliveryId } = await webhooks.test.mutate({ projectId, id: webhookId })
  return { webhookId, deliveryId }
}

export const newView = async (
  { trpc }: Person,
  { projectId, word }: Made,
  scope: 'private' | 'project',
) =>
  (
    await trpc.task.views.create.mutate({
      ...{ projectId, kind: 'list', scope, q: word },
      name: scope === 'private' ? `${word}-private` : word,
    })
  ).id

export const newUpload = async ({ trpc }: Person, { projectId, taskId, word }: Made) =>
  (await trpc.file.uploads.create.mutate({ projectId, taskId, name: `${word}.txt`, sizeBytes: 1 }))
    .id

async function newFile(person: Person, made: Made) {
  const id = await newUpload(person, made)
  const answer = await person.request(`/uploads/${id}`, { method: 'PUT', body: 'x' })
  if (!answer.ok) throw new Error(`The file was not taken: ${await answer.text()}`)
  return id
}

/** A place of which nothing is there. */
export const nowhere = (): Place => ({
  ...(Object.fromEntries(ids.map((name) => [name, randomUUID()])) as Record<
    (typeof ids)[number],
    string
  >),
  ...{
    workspaceId: randomUUID(),
    word: 'nowhere',
    visibility: 'open',
    key: 'NOWHERE',
    taskKey: 'NOWHERE-1',
  },
})

const ids = [
  ...(['projectId', 'besideId', 'taskId', 'otherId', 'trashedTaskId', 'statusId'] as const),
  ...(['labelId', 'relationId', 'viewId', 'webhookId', 'deliveryId', 'fileId'] as const),
  ...(['trashedFileId', 'memberId', 'founderId', 'commentId', 'internalCommentId'] as const),
  ...(['outsideId', 'aloneId'] as const),
  ...(['privateViewId', 'actionId', 'uploadId', 'invitationId', 'userId', 'ownerId'] as const),
  ...(['teamId', 'sessionId', 'tokenId', 'botId', 'passkeyId', 'identityId'] as const),
] as const
