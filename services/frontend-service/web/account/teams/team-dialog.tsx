import { useMutation, useQueryClient } from '@tanstack/react-query'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { factsOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { useWorkspace } from '../session.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
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
  const { props, errors, failure, isBusy } = useForm({
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
    <Dialog
      title={team ? words.renameOf(team.name) : words.create}
      isBusy={isBusy}
      onClose={onClose}
    >
      <form {...props}>
        <DialogBody>
          <AuthFailure text={failure} />
          <Field
            name="name"
            label={words.name}
            placeholder={team ? undefined : words.namePlaceholder}
            defaultValue={team?.name}
            error={errors.name}
            limit={NAME_MAX}
            autoComplete="off"
          />
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {team ? words.save : words.create}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
