import { useEffect, useRef, useState } from 'react'
import { type Announced, type Effects, isLate } from './announced.ts'
import { AnnouncedDialog } from './announced-dialog.tsx'

interface Asked {
  change: Announced
  effects: Effects
  isAgain: boolean
}

/** Says who gains and who loses by a change before it is made; one by which nobody does, and that means nothing else, is made
 *  at once. */
export function useAnnounced(onError: (error: unknown) => void) {
  const [asked, setAsked] = useState<Asked>()
  const [isBusy, setBusy] = useState(false)
  const opener = useRef<Element>(null)
  // What asks is disabled while it waits, and has lost the focus before the dialog could remember it.
  useEffect(() => {
    if (asked || isBusy) return
    const { current: element } = opener
    opener.current = null
    if (element instanceof HTMLElement && document.activeElement === document.body) element.focus()
  }, [asked, isBusy])

  const look = async (change: Announced, isAgain: boolean) => {
    const effects = await change.preview()
    const { gained, lost, changed } = effects
    const next = { change, effects, isAgain }
    if (change.lead || gained.total + lost.total + changed.total > 0) setAsked(next)
    else await save(next)
  }
  const save = async ({ change, effects }: Asked) => {
    try {
      await change.save(effects.mark)
    } catch (error) {
      // What was said does not hold any more: it is said anew.
      if (isLate(error)) return look(change, true)
    }
    setAsked(undefined)
  }
  const trying = async (work: () => Promise<unknown>) => {
    setBusy(true)
    await work().catch(onError)
    setBusy(false)
  }
  const dialog = asked && (
    <AnnouncedDialog
      {...asked}
      isBusy={isBusy}
      onConfirm={() => void trying(() => save(asked))}
      onClose={() => setAsked(undefined)}
    />
  )
  return {
    announce: (change: Announced) => {
      opener.current = document.activeElement
      void trying(() => look(change, false))
    },
    isBusy,
    dialog,
  }
}
