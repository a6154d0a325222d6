import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'
import { mayRetry, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { type Inputs, trpc } from '../../trpc.ts'
import { toast } from '../../ui/toast.ts'
import { remember, take } from '../change/undo.ts'
import { faultWords } from '../filter/fault-words.ts'
import { syntaxFaultOf } from '../filter/use-filter.ts'
import type { EditedView, SavedView } from './saved-views.ts'
import { useViewPlace } from './view-place.ts'
import { viewWords } from './view-words.ts'

/** What is on screen, as a view keeps it. */
type Shown = Pick<SavedView, 'q' | 'kind' | 'groupBy' | 'subGroupBy' | 'subBy'>

type Changes = Omit<Inputs['task']['views']['update'], 'projectId'>

/** What can be done with saved views. Creating and changing reject where the server refuses; the last two tell it. */
export function useViewActions() {
  const { id: projectId } = useProject()
  const queryClient = useQueryClient()
  const open = useOpenView()
  const onSuccess = () => queryClient.invalidateQueries(trpc.task.views.list.pathFilter())
  const create = useMutation(trpc.task.views.create.mutationOptions({ onSuccess }))
  const update = useMutation(trpc.task.views.update.mutationOptions({ onSuccess }))
  const remove = useMutation(trpc.task.views.delete.mutationOptions({ onSuccess }))
  const refused = (error: unknown) => toast({ tone: 'bad', text: sentenceOf(error) })

  const make = async ({ isOwn: _, ...view }: EditedView) =>
    open(await create.mutateAsync({ ...view, projectId }))
  const change = (changes: Changes) => update.mutateAsync({ ...changes, projectId })
  return {
    create: make,
    change,
    /** The view is to show what is on screen. */
    save: async (view: SavedView, shown: Shown) => {
      const fault = syntaxFaultOf(shown.q)
      if (fault) return toast({ tone: 'bad', text: viewWords().unreadable(faultWords(fault)) })
      await change({ id: view.id, ...shown })
        .then(open)
        .then(() => toast({ text: viewWords().updated(view.name) }), refused)
    },
    remove: async (view: SavedView) => {
      const back = () =>
        void make(view).catch((error: unknown) => {
          // It is the last act still, for the same key.
          if (mayRetry(error)) remember('redo', back)
          toast({ id: 'undo', tone: 'bad', text: sentenceOf(error) })
        })
      await remove.mutateAsync({ projectId, id: view.id }).then(() => {
        remember('act', back)
        const action = { label: m.shell.undo, keys: 'mod+z', run: () => take(back) }
        toast({ id: 'undo', text: viewWords().removed(view.name), action })
        return open({ kind: view.kind })
      }, refused)
    },
  }
}

/** Goes to a view, or without an id to the screen without one. */
export function useOpenView() {
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  const navigate = useNavigate()
  const placeOf = useViewPlace()
  return ({ kind, id }: Pick<SavedView, 'kind'> & { id?: string }) =>
    navigate({
      to: placeOf(kind),
      params: { workspace, project },
      search: { view: id },
    })
}
