import { HoverCard } from 'radix-ui'
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle } from 'react'
import { PersonCard } from './person-card.tsx'
import { TaskCard } from './task-card.tsx'
import { TeamCard } from './team-card.tsx'

interface Props {
  to: HTMLElement
  onClose: () => void
}

/** The card of what an element with `data-ref` refers to; none of what the reader may not see. */
export function ReferenceCard({ to, onClose }: Props) {
  const { ref = '' } = to.dataset
  const frame = (content: ReactNode) => <Frame {...{ to, onClose }}>{content}</Frame>
  if (ref.startsWith('@'))
    return <PersonCard isMeant={({ name }) => name === ref.slice(1)} frame={frame} />
  const [, kind, id = ''] = /^(team|user):(.+)$/.exec(ref) ?? []
  if (kind === 'user') return <PersonCard isMeant={({ userId }) => userId === id} frame={frame} />
  return kind ? <TeamCard id={id} frame={frame} /> : <TaskCard taskKey={ref} frame={frame} />
}

/** Esc closes it, and the pointer may go into it. */
function Frame({ to, onClose, children }: Props & { children: ReactNode }) {
  const id = useId()
  useEffect(() => {
    // What it says may have come when nobody waited any more.
    if (!to.matches(':hover, :focus')) onClose()
    to.setAttribute('aria-describedby', id)
    return () => to.removeAttribute('aria-describedby')
  }, [to, id, onClose])
  return (
    <HoverCard.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <HoverCard.Trigger asChild>
        <Existing element={to} />
      </HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          id={id}
          role="tooltip"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          hideWhenDetached
          // Whoever shows the card knows where the pointer has gone.
          onPointerLeave={(event) => event.preventDefault()}
          className="top-layer z-(--z-tip) w-80 max-w-[calc(100vw-16px)] p-3 rounded-md shadow-2 animate-appear"
        >
          {children}
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  )
}

/** Stands for an element that is in the page already: formatted text is no tree of React's. */
function Existing({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => element, [element])
  return null
}
