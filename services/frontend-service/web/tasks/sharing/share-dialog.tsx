import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { TASK_GRANTS_MAX } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { Select } from '../../ui/form/select.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { projectKeyOf, type Task } from '../task.ts'
import { sharingWords } from './sharing-words.ts'

type Grant = Outputs['task']['taskGrants']['list'][number]

const roles = ['viewer', 'commenter'] as const satisfies readonly Grant['role'][]

interface Props {
  task: Task
  onClose: () => void
}

/** Shares one task with people who do not see its project. */
export function ShareDialog({ task, onClose }: Props) {
  const words = sharingWords()
  return (
    <Dialog title={words.title(task.key)} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-2">{words.lead}</p>
        <Panel name={words.people} loading={<SkeletonRows count={2} />}>
          <People task={task} />
        </Panel>
      </DialogBody>
    </Dialog>
  )
}

function People({ task: { id: taskId, key, trashedAt } }: { task: Task }) {
  const words = sharingWords()
  const { members, nameOf, hueOf } = usePeople()
  const { data: grants } = useSuspenseQuery(trpc.task.taskGrants.list.queryOptions({ taskId }))
  const known = useOthers(key, grants)
  // What is in the trash is given to nobody, and can be taken back.
  const others = trashedAt ? undefined : known
  const { set, remove } = useSharing(taskId)
  const isDisabled = (id: string) =>
    members.some(({ userId, disabledAt }) => userId === id && disabledAt !== null)
  return (
    <section aria-label={words.people} className="grid grid-cols-[minmax(0,1fr)] gap-1.5 min-w-0">
      {grants.length === 0 ? (
        <p className="text-ink-3">{words.nobody}</p>
      ) : (
        <ul>
          {grants.map(({ userId, role, isSuspended }) => (
            <li key={userId} className="flex flex-wrap items-center gap-2.5 py-1.5">
              <span className="flex items-center gap-2.5 flex-1 min-w-0 basis-44">
                <Avatar name={nameOf(userId)} hue={hueOf(userId)} size={28} isDecorative />
                <span className="flex flex-wrap items-center gap-x-1.5 min-w-0">
                  <span className="cut font-medium">{nameOf(userId)}</span>
                  <GuestBadge userId={userId} />
                  {isSuspended && <Badge tone="warn">{words.suspended}</Badge>}
                </span>
              </span>
              <Select
                aria-label={words.roleOf(nameOf(userId))}
                value={role}
                // Nothing is given to an account that is disabled.
                disabled={set.isPending || isDisabled(userId)}
                options={roles.map((value) => ({ value, label: words.roles[value] }))}
                onPick={(next) => set.mutate({ taskId, userId, role: next })}
                className="flex-none max-w-full"
              />
              <Button
                aria-label={`${words.takeBack}: ${nameOf(userId)}`}
                isBusy={remove.isPending && remove.variables.userId === userId}
                onClick={() => remove.mutate({ taskId, userId })}
              >
                {words.takeBack}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {others?.length === 0 && <p className="text-ink-3">{words.nobodyElse}</p>}
      {others && others.length > 0 && (
        <Picker
          label={words.add}
          isDisabled={set.isPending}
          className={buttonClass({ kind: 'line' }, 'justify-self-start')}
          items={others.map(({ userId, name }) => ({
            id: userId,
            text: name,
            icon: <Avatar name={name} hue={hueOf(userId)} isDecorative />,
          }))}
          onPick={(userId) => set.mutate({ taskId, userId, role: 'commenter' })}
        >
          <UserPlus aria-hidden />
          {words.add}
        </Picker>
      )}
    </section>
  )
}

function GuestBadge({ userId }: { userId: string }) {
  const { members } = usePeople()
  const isGuest = members.some((one) => one.userId === userId && one.role === 'guest')
  return isGuest && <Badge>{m.settings.roles.guest}</Badge>
}

/** Whose account is in use, who does not see the project and has not been given the task; undefined until it is known. */
function useOthers(key: string, grants: readonly Grant[]) {
  const { members } = usePeople()
  const { id: projectId, visibility } = useProjectAt(projectKeyOf(key))
  const { data: inside } = useQuery(trpc.task.members.list.queryOptions({ projectId }))
  if (!inside) return undefined
  const known = new Set([...inside, ...grants].map(({ userId }) => userId))
  const seesAll = visibility === 'open'
  return members.filter(
    ({ userId, role, disabledAt }) =>
      disabledAt === null && !known.has(userId) && (role === 'guest' || !seesAll),
  )
}

function useSharing(taskId: string) {
  const words = sharingWords()
  const { nameOf } = usePeople()
  const queryClient = useQueryClient()
  const settled = {
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.task.taskGrants.list.queryFilter({ taskId })),
        queryClient.invalidateQueries(trpc.task.readers.pathFilter()),
      ]),
    onError: (error: unknown) => toast({ tone: 'bad', text: whyNot(error) }),
  }
  const set = useMutation(
    trpc.task.taskGrants.set.mutationOptions({
      ...settled,
      onSuccess: ({ userId }) => toast({ text: words.given(nameOf(userId)) }),
    }),
  )
  const remove = useMutation(
    trpc.task.taskGrants.remove.mutationOptions({
      ...settled,
      onSuccess: ({ userId }) => toast({ text: words.takenBack(nameOf(userId)) }),
    }),
  )
  return { set, remove }
}

/** So many people of one task, and so many tasks of one person, are told apart by their numbers. */
function whyNot(error: unknown) {
  const words = sharingWords()
  const { reason, limit } = factsOf(error)
  if (reason === 'sees_project') return words.seesProject
  if (reason === 'disabled') return words.isDisabled
  if (reason !== 'full' || !limit) return sentenceOf(error)
  return limit === TASK_GRANTS_MAX ? words.tooManyPeople(limit) : words.tooManyTasks(limit)
}
