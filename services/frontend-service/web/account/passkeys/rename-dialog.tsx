import { useMutation, useQueryClient } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { NameDialog } from '../name-dialog.tsx'
import { passkeyWords } from './passkey-words.ts'

const schema = async () => (await import('../../../../user-service/contract.ts')).namedPasskey

interface Props {
  passkey: { readonly id: string; readonly name: string }
  onClose: () => void
}

export function RenameDialog({ passkey: { id, name }, onClose }: Props) {
  const words = passkeyWords()
  const queryClient = useQueryClient()
  const rename = useMutation(
    trpc.gateway.passkeys.rename.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.passkeys.pathFilter()),
    }),
  )
  const form = useForm({
    schema,
    extra: { id },
    submit: async (input) => {
      await rename.mutateAsync(input)
      toast({ text: words.renamed })
      onClose()
    },
  })
  return (
    <NameDialog
      title={words.rename}
      form={form}
      field={{ label: words.name, defaultValue: name }}
      action={words.save}
      onClose={onClose}
    />
  )
}
