import { useMutation, useQueryClient } from '@tanstack/react-query'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
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
  const { props, errors, failure, isBusy } = useForm({
    schema,
    extra: { id },
    submit: async (input) => {
      await rename.mutateAsync(input)
      toast({ text: words.renamed })
      onClose()
    },
  })
  return (
    <Dialog title={words.rename} isBusy={isBusy} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <AuthFailure text={failure} />
          <Field
            name="name"
            label={words.name}
            defaultValue={name}
            error={errors.name}
            limit={NAME_MAX}
            autoComplete="off"
          />
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {words.save}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
