import { useQueryClient } from '@tanstack/react-query'
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { sentenceOf } from '../../failures.ts'
import { useKeys } from '../../keys/keys.ts'
import { toast } from '../../ui/toast.ts'
import { onceShown } from '../../when-idle.ts'

/** A screen as it stands on paper. Without `whole` it has what the screen has read. */
export type Paper<Whole> = ComponentType<{ whole?: Whole }>

interface Props<Whole> {
  load: () => Promise<Paper<Whole>>
  /** Reads what belongs on the paper and may not be on screen. */
  read: () => Promise<Whole>
}

/** Puts the paper of a screen in its place while it is printed. Ctrl P reads all of it before; the menu of a browser
 *  waits for nothing, so what it prints is what has been read. */
export function Printed<Whole>({ load, read }: Props<Whole>) {
  const queryClient = useQueryClient()
  const [loaded, setLoaded] = useState<{ Paper: Paper<Whole> }>()
  const [printing, setPrinting] = useState<{ whole?: Whole }>()
  const isHere = useRef(false)
  const isBusy = useRef(false)

  useEffect(() => {
    isHere.current = true
    const begin = () => {
      flushSync(() => setPrinting((known) => known ?? {}))
      nameLinks()
    }
    const end = () => setPrinting(undefined)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      isHere.current = false
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  useEffect(() => {
    void onceShown(queryClient)
      .then(load)
      .then((Paper) => setLoaded({ Paper }))
  }, [queryClient, load])

  const print = async () => {
    const [Paper, whole] = await Promise.all([load(), read()])
    if (!isHere.current) return
    flushSync(() => {
      setLoaded({ Paper })
      setPrinting({ whole })
    })
    await onceShown(queryClient)
    await drawn()
    if (isHere.current) window.print()
  }
  useKeys({
    'mod+p': () => {
      if (isBusy.current) return
      isBusy.current = true
      print()
        .catch((error: unknown) => toast({ tone: 'bad', text: sentenceOf(error) }))
        .finally(() => {
          isBusy.current = false
        })
    },
  })

  if (!printing || !loaded) return null
  return createPortal(
    <div className="paper">
      <Suspense>
        <loaded.Paper {...printing} />
      </Suspense>
    </div>,
    document.body,
  )
}

const DRAWN_MS = 3000

/** Resolves once letters and pictures of the paper are there, or take long. */
function drawn() {
  const pictures = document.querySelectorAll<HTMLImageElement>('.paper img')
  const shown = [...pictures].map((picture) => {
    picture.loading = 'eager'
    return picture.decode()
  })
  const isLate = new Promise((resolve) => setTimeout(resolve, DRAWN_MS))
  return Promise.race([Promise.allSettled([document.fonts.ready, ...shown]), isLate])
}

/** On paper nothing can be followed: where a link has other words than its address, that stands behind them. */
function nameLinks() {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.paper a[href^=http]')) {
    const address = link.getAttribute('href') ?? ''
    if (!address.endsWith(link.textContent.trim())) link.dataset.address = address
  }
}
