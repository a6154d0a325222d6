import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ADDRESS_LINK_MINUTES } from '../../../../user-service/limits.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { addressWords, explainAddress } from './address-words.ts'

const schema = async () => {
  const { forgottenPassword } = await import('../../../../user-service/contract.ts')
  return forgottenPassword.pick({ email: true })
}

/** Asks for the address that the account is to have. */
export function ChangeAddress({ onClose }: { onClose: () => void }) {
  const words = addressWords()
  const queryClient = useQueryClient()
  const change = useMutation(
    trpc.gateway.address.change.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.address.pathFilter()),
    }),
  )
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async (input) => {
      await change.mutateAsync(input)
      toast({ text: words.sent(input.email, ADDRESS_LINK_MINUTES) })
      onClose()
    },
    explain: explainAddress,
  })
  return (
    <Dialog title={words.changeTitle} isBusy={isBusy} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <p className="text-ink-2">{words.changeLead(ADDRESS_LINK_MINUTES)}</p>
          <AuthFailure text={failure} />
          <Field
            name="email"
            type="email"
            label={words.newAddress}
            autoComplete="email"
            error={errors.email}
          />
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {words.send}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
