import { useMutation, useQueryClient } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'
import { useForm } from '../../ui/form/form.ts'
import { toast } from '../../ui/toast.ts'
import { NameDialog } from '../name-dialog.tsx'
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
  const form = useForm({
    schema,
    submit: async ({ name }) => {
      if (bot) await rename.mutateAsync({ id: bot.id, name })
      else await create.mutateAsync({ name })
      toast({ text: bot ? words.renamed : words.made(name) })
      onClose()
    },
  })
  return (
    <NameDialog
      title={bot ? words.renameOf(bot.name) : words.make}
      form={form}
      field={{
        ...{ label: words.name, hint: bot ? words.renameHint : words.nameHint },
        ...{ placeholder: words.namePlaceholder, defaultValue: bot?.name },
      }}
      action={bot ? words.save : words.make}
      onClose={onClose}
    />
  )
}
