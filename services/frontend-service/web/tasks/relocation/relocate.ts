import { MutationObserver } from '@tanstack/react-query'
import { mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { newId } from '../../new-id.ts'
import { queryClient } from '../../query-client.ts'
import { client, trpc } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { savedId } from '../cache/provisional.ts'
import { dialogWords } from '../change/dialog-words.ts'
import { offerUndo } from '../change/offer-undo.ts'
import type { Relocating } from '../change/relocating.ts'

interface Chosen extends Relocating {
  readonly target: { readonly id: string; readonly name: string }
}

interface Moving extends Chosen {
  readonly idempotencyKey: string
}

export const idsOf = ({ tasks, beyond }: Pick<Relocating, 'tasks' | 'beyond'>) => [
  ...tasks.map(({ id }) => savedId(id)),
  ...(beyond?.ids ?? []),
]

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ projectId, target, idempotencyKey, ...chosen }: Moving) => {
    const { q, today, timeZone } = chosen.beyond?.filter ?? {}
    return client.task.relocations.create.mutate({
      ...{ projectId, targetId: target.id, ids: idsOf(chosen), skipRefused: true },
      idempotencyKey,
      // The server knows best what it finds by now.
      ...(chosen.beyond && { filter: { q, today, timeZone } }),
    })
  },
  onSuccess: ({ actionId, moved, tasks, refused }, { tasks: asked, target }) => {
    // Pages and peeks follow to the new keys.
    for (const { trashedAt, ...row } of tasks) settleTask(queryClient, row, { trashedAt })
    bringIn()
    refreshTasks(queryClient)
    for (const filter of [trpc.task.projects.pathFilter(), trpc.task.activity.pathFilter()])
      void queryClient.invalidateQueries(filter)
    const words = dialogWords().relocation
    const [before, after] = [asked[0], tasks.find(({ id }) => id === asked[0]?.id)]
    const isOne = asked.length === 1 && before && after
    const said = isOne ? words.moved(before.key, after.key) : words.movedMany(moved, target.name)
    const text = refused.length > 0 ? `${said} ${words.stayed(refused.length)}` : said
    if (moved === 0) toast({ text: words.stayed(refused.length) })
    offerUndo({
      ...{ actionId, text },
      undone: isOne ? words.backOne(before.key) : words.back(moved),
    })
  },
  onError: (error, again) =>
    toast({
      tone: 'bad',
      text: refusalWords(dialogWords().relocation.notMoved, error),
      action: mayRetry(error) ? { label: m.shell.retry, run: () => void send(again) } : undefined,
    }),
})

const send = (moving: Moving): Promise<unknown> => sending.mutate(moving).catch(() => undefined)

/** Moves tasks with their parts; resolves when that is over, however it ends: what comes of it is told above. */
export const relocate = (chosen: Chosen) => send({ ...chosen, idempotencyKey: newId() })
