import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FolderKanban } from 'lucide-react'
import { useRef } from 'react'
import { useWorkspace } from '../account/session.ts'
import { sentenceOf } from '../failures.ts'
import { useOverlays } from '../frame/overlays.ts'
import { language, m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { toast } from '../ui/toast.ts'

/** The first step in a new workspace: a project of one's own, or one whose tasks show how things are done. */
export function NoProjects() {
  const { open } = useOverlays()
  return (
    <EmptyState
      title={m.projects.none}
      glyphs={<FolderKanban />}
      action={
        <>
          <Button kind="primary" onClick={() => open({ kind: 'new-project' })}>
            {m.projects.create}
          </Button>
          <SampleButton />
        </>
      }
    >
      {m.projects.noneLead}
    </EmptyState>
  )
}

function SampleButton() {
  const { id: workspaceId, slug: workspace } = useWorkspace()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const isAsked = useRef(false)
  const create = useMutation(
    trpc.task.projects.createSample.mutationOptions({
      onSuccess: async ({ key: project }) => {
        await queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
        await navigate({
          to: '/w/$workspace/p/$project/list',
          params: { workspace, project },
          search: {},
        })
      },
      onError: (error) => {
        isAsked.current = false
        toast({ tone: 'bad', text: sentenceOf(error) })
      },
    }),
  )
  return (
    <Button
      kind="line"
      isBusy={create.isPending}
      onClick={() => {
        // The second press of a double click comes before the button is disabled.
        if (isAsked.current) return
        isAsked.current = true
        create.mutate({ workspaceId, locale: language })
      }}
    >
      {m.projects.createSample}
    </Button>
  )
}
