import { useMutation, useQueryClient } from '@tanstack/react-query'
import { factsOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { NameDialog } from '../name-dialog.tsx'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'

/** Teams are named by the rule of workspaces. */
const schema = async () => (await import('../../../../user-service/contract.ts')).newWorkspace

interface Props {
  /** The one that gets another name; without it there is a new one. */
  team?: { readonly id: string; readonly name: string }
  onDone?: (id: string) => void
  onClose: () => void
}

export function TeamDialog({ team, onDone, onClose }: Props) {
  const words = teamWords()
  const { id: workspaceId } = useWorkspace()
  const queryClient = useQueryClient()
  const settled = {
    onSettled: () => queryClient.invalidateQueries(trpc.user.teams.pathFilter()),
  }
  const create = useMutation(trpc.user.teams.create.mutationOptions(settled))
  const rename = useMutation(trpc.user.teams.rename.mutationOptions(settled))
  const form = useForm({
    schema,
    submit: async ({ name }) => {
      const { id } = team
        ? await rename.mutateAsync({ workspaceId, id: team.id, name })
        : await create.mutateAsync({ workspaceId, name })
      toast({ text: team ? words.renamed : words.made(name) })
      onDone?.(id)
      onClose()
    },
    explain: (error) => {
      const { reason, limit } = factsOf(error)
      return reason === 'full' && limit ? words.tooMany(limit) : undefined
    },
  })
  return (
    <NameDialog
      title={team ? words.renameOf(team.name) : words.create}
      form={form}
      field={{
        label: words.name,
        ...(team ? { defaultValue: team.name } : { placeholder: words.namePlaceholder }),
      }}
      action={team ? words.save : words.create}
      onClose={onClose}
    />
  )
}
