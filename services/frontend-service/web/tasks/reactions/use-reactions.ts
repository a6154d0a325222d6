import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { usePeople } from '../../account/people.ts'
import { client, type Inputs, type Outputs } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { commentsOf } from '../cache/queries.ts'
import { reactionWords } from './reaction-words.ts'

export type Comment = Outputs['task']['comments']['list']['items'][number]
export type Reactions = Comment['reactions'][number]
export type Emoji = Reactions['emoji']
type Reacting = Inputs['task']['comments']['react']

/** As they are shown, in this order. */
export const signs: Record<Emoji, string> = {
  thumbs_up: '👍',
  heart: '❤️',
  party: '🎉',
  smile: '😄',
  eyes: '👀',
  thanks: '🙏',
  done: '✅',
  confused: '😕',
}
export const emojis = Object.keys(signs).filter((key): key is Emoji => key in signs)

/** The reactions to a comment as they will be once what is on its way has arrived; what fails is not among them any more. */
export function useReactions(task: { id: string }, comment: Comment) {
  const { me } = usePeople()
  const queryClient = useQueryClient()
  const mutationKey = ['reaction', comment.id]
  const { mutate } = useMutation({
    mutationKey,
    // One after the other: the last press is the last that arrives.
    scope: { id: mutationKey.join(' ') },
    mutationFn: (reacting: Reacting) => client.task.comments.react.mutate(reacting),
    onSuccess: ({ id, reactions }) => {
      queryClient.setQueryData(
        commentsOf(task).queryKey,
        (known) =>
          known && {
            ...known,
            pages: known.pages.map((page) => ({
              ...page,
              items: page.items.map((each) => (each.id === id ? { ...each, reactions } : each)),
            })),
          },
      )
    },
    onError: (error, { emoji }) => {
      const { notSaved, emojis: names } = reactionWords()
      toast({ tone: 'bad', text: refusalWords(notSaved(names[emoji]), error) })
    },
  })
  const pending = useMutationState({
    filters: { mutationKey, status: 'pending' },
    // What this key is sent with is written above.
    select: ({ state }) => state.variables as Reacting,
  })
  // A server of the release before this one says nothing of them.
  const known: readonly Reactions[] = comment.reactions ?? []
  return {
    reactions: pending.reduce((shown, each) => replayed(shown, each, me.id), known),
    react: (emoji: Emoji, on: boolean) => mutate({ taskId: task.id, id: comment.id, emoji, on }),
  }
}

function replayed(known: readonly Reactions[], { emoji, on }: Reacting, me: string) {
  const before = known.find((each) => each.emoji === emoji)
  if (Boolean(before?.isMine) === on) return known
  const others = before?.userIds.filter((id) => id !== me) ?? []
  const after = {
    ...{ emoji, isMine: on, count: (before?.count ?? 0) + (on ? 1 : -1) },
    userIds: on ? [me, ...others] : others,
  }
  const all = [...known.filter((each) => each !== before), ...(after.count > 0 ? [after] : [])]
  return all.sort((one, other) => emojis.indexOf(one.emoji) - emojis.indexOf(other.emoji))
}
