import { useMutation, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronRight, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { useWorkspace } from '../session.ts'
import { TeamDialog } from './team-dialog.tsx'
import { TeamPeople } from './team-people.tsx'
import { teamWords } from './team-words.ts'

type Team = Outputs['user']['teams']['list'][number]

interface Props {
  team: Team
  isManager: boolean
  isFirstOpen: boolean
}

/** A team with how many people are in it; opened, with each of them. */
export function TeamRow({ team, isManager, isFirstOpen }: Props) {
  const words = teamWords()
  const { id: workspaceId } = useWorkspace()
  const queryClient = useQueryClient()
  const region = useId()
  const [isOpen, setOpen] = useState(isFirstOpen)
  const [asked, setAsked] = useState<'rename' | 'delete'>()
  const { id, name, members } = team
  useEffect(() => {
    if (isFirstOpen) setOpen(true)
  }, [isFirstOpen])
  const remove = useMutation(
    trpc.user.teams.delete.mutationOptions({
      onSuccess: () => toast({ text: words.deleted(name) }),
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled: () => queryClient.invalidateQueries(trpc.user.teams.pathFilter()),
    }),
  )
  return (
    <div>
      <div className="flex items-center gap-1 pr-2">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? region : undefined}
          onClick={() => setOpen(!isOpen)}
          className="flex flex-1 items-center gap-2 min-w-0 min-h-12 px-3.5 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
        >
          <ChevronRight
            aria-hidden
            className={clsx(
              'size-4! flex-none text-ink-3 transition-transform duration-(--d-1)',
              isOpen && 'rotate-90',
            )}
          />
          <span className="cut font-medium">{name}</span>
          <span className="text-12 text-ink-3 nums whitespace-nowrap">{words.count(members)}</span>
        </button>
        {isManager && (
          <>
            <IconButton label={words.renameOf(name)} onClick={() => setAsked('rename')}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton
              label={words.deleteOf(name)}
              isBusy={remove.isPending}
              onClick={() => setAsked('delete')}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      {isOpen && (
        <section id={region} aria-label={words.people(name)} className="px-3.5 pb-3 pl-9.5">
          <Panel name={words.people(name)} loading={<SkeletonRows count={2} />}>
            <TeamPeople id={id} isManager={isManager} />
          </Panel>
        </section>
      )}
      {asked === 'rename' && <TeamDialog team={team} onClose={() => setAsked(undefined)} />}
      {asked === 'delete' && (
        <Confirm
          title={words.deleteSure(name)}
          lead={words.deleteLead}
          action={words.delete}
          onClose={() => setAsked(undefined)}
          onConfirm={() => remove.mutate({ workspaceId, id })}
        />
      )}
    </div>
  )
}
