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
import { botWords } from './bot-words.ts'

const schema = async () => (await import('../../../../user-service/contract.ts')).newBot

interface Props {
  /** What is called something else; without it a new one gets its name. */
  bot?: { readonly id: string; readonly name: string }
  onClose: () => void
}

export function BotDialog({ bot, onClose }: Props) {
  const words = botWords()
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries(trpc.gateway.bots.pathFilter())
  const create = useMutation(trpc.gateway.bots.create.mutationOptions({ onSettled }))
  const rename = useMutation(trpc.gateway.bots.rename.mutationOptions({ onSettled }))
  const { props, errors, failure, isBusy } = useForm({
    schema,
    submit: async ({ name }) => {
      if (bot) await rename.mutateAsync({ id: bot.id, name })
      else await create.mutateAsync({ name })
      toast({ text: bot ? words.renamed : words.made(name) })
      onClose()
    },
  })
  return (
    <Dialog title={bot ? words.rename : words.make} isBusy={isBusy} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <AuthFailure text={failure} />
          <Field
            name="name"
            label={words.name}
            hint={bot ? words.renameHint : words.nameHint}
            placeholder={words.namePlaceholder}
            defaultValue={bot?.name}
            error={errors.name}
            limit={NAME_MAX}
            autoComplete="off"
          />
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {bot ? words.save : words.make}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
