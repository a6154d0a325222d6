import { Bot as BotIcon, Ellipsis, Plus } from 'lucide-react'
import { dayAt, dayInLine } from '../../dates.ts'
import type { Outputs } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { useMe } from '../session.ts'
import { useToday } from '../time.tsx'
import { botWords } from './bot-words.ts'

export type Bot = Outputs['gateway']['bots']['list'][number]
export type BotTask = 'token' | 'rename' | 'disable' | 'enable' | 'delete'

interface Props {
  bot: Bot
  onPick: (task: BotTask) => void
}

/** A bot, since when there is one, and what may be done to it. */
export function BotRow({ bot: { name, createdAt, disabledAt }, onPick }: Props) {
  const words = botWords()
  const { timeZone } = useMe()
  const day = dayInLine(dayAt(disabledAt ?? createdAt, timeZone), useToday())
  const tasks = ['rename', disabledAt ? 'enable' : 'disable', 'delete'] as const
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <BotIcon aria-hidden className="size-5!" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {disabledAt && <Badge tone="warn">{words.disabled}</Badge>}
        </p>
        <p className="text-12 text-ink-3 nums">
          {disabledAt ? words.disabledSince(day) : words.since(day)}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {!disabledAt && (
          <Button kind="line" aria-label={words.newTokenOf(name)} onClick={() => onPick('token')}>
            <Plus aria-hidden />
            {words.newToken}
          </Button>
        )}
        <Picker
          label={words.moreOf(name)}
          kind="act"
          className={buttonClass({ size: 'icon' })}
          items={tasks.map((id) => ({
            ...{ id, text: id === 'rename' ? words.rename : words[id].act },
            isDanger: id === 'delete',
          }))}
          onPick={(picked) => {
            const task = tasks.find((id) => id === picked)
            if (task) onPick(task)
          }}
        >
          <Ellipsis aria-hidden />
        </Picker>
      </div>
    </div>
  )
}
