import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { NothingYet, SettingsSection } from '../settings-section.tsx'
import { TokenDialog } from '../tokens/token-dialog.tsx'
import { TokenRows } from '../tokens/token-section.tsx'
import { BotDialog } from './bot-dialog.tsx'
import { type Bot, BotRow, type BotTask } from './bot-row.tsx'
import { botWords } from './bot-words.ts'

/** What is being done to a bot, or a new one. */
type Open = { readonly task: BotTask; readonly bot: Bot } | { readonly task: 'make' }

/** Whom this person's programs act as, each with the tokens that it calls by. */
export function BotSection() {
  const words = botWords()
  const [open, setOpen] = useState<Open>()
  const { data: bots } = useSuspenseQuery(trpc.gateway.bots.list.queryOptions())
  const { data: tokens } = useSuspenseQuery(trpc.gateway.apiTokens.list.queryOptions())
  const { enable, ...ends } = useBotChanges()
  const onClose = () => setOpen(undefined)
  return (
    <SettingsSection
      title={words.title}
      lead={words.lead}
      action={
        <Button kind="line" onClick={() => setOpen({ task: 'make' })}>
          <Plus aria-hidden />
          {words.make}
        </Button>
      }
    >
      {bots.length === 0 && <NothingYet title={words.none} lead={words.noneLead} />}
      {bots.map((bot) => {
        const own = tokens.filter(({ botId }) => botId === bot.id)
        return (
          <div key={bot.id}>
            <BotRow
              bot={bot}
              onPick={(task) => (task === 'enable' ? enable(bot) : setOpen({ task, bot }))}
            />
            {own.length > 0 && (
              <div className="md:pl-12 pb-1 [&>*]:py-2">
                <TokenRows tokens={own} />
              </div>
            )}
          </div>
        )
      })}
      {open?.task === 'make' && <BotDialog onClose={onClose} />}
      {open?.task === 'rename' && <BotDialog bot={open.bot} onClose={onClose} />}
      {open?.task === 'token' && <TokenDialog bot={open.bot} onClose={onClose} />}
      {(open?.task === 'disable' || open?.task === 'delete') && (
        <EndBot task={open.task} bot={open.bot} onEnd={ends[open.task]} onClose={onClose} />
      )}
    </SettingsSection>
  )
}

interface EndProps {
  task: 'disable' | 'delete'
  bot: Bot
  onEnd: (bot: Bot) => void
  onClose: () => void
}

function EndBot({ task, bot, onEnd, onClose }: EndProps) {
  const { sure, lead, act } = botWords()[task]
  return (
    <Confirm
      title={sure(bot.name)}
      lead={lead}
      action={act}
      onClose={onClose}
      onConfirm={() => onEnd(bot)}
    />
  )
}

function useBotChanges() {
  const words = botWords()
  const queryClient = useQueryClient()
  const told = {
    onError: (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' }),
    onSettled: () =>
      Promise.all(
        [trpc.gateway.bots, trpc.gateway.apiTokens].map((resource) =>
          queryClient.invalidateQueries(resource.pathFilter()),
        ),
      ),
  }
  const { mutate: disable } = useMutation(trpc.gateway.bots.disable.mutationOptions(told))
  const { mutate: enable } = useMutation(trpc.gateway.bots.enable.mutationOptions(told))
  const { mutate: remove } = useMutation(trpc.gateway.bots.delete.mutationOptions(told))
  const saying = (text: string) => ({ onSuccess: () => toast({ text }) })
  return {
    enable: ({ id, name }: Bot) => enable({ id }, saying(words.enable.done(name))),
    disable: ({ id, name }: Bot) => disable({ id }, saying(words.disable.done(name))),
    delete: ({ id, name }: Bot) => remove({ id }, saying(words.delete.done(name))),
  }
}
