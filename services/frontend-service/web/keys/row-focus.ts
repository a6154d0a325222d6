const canHaveFocus = 'button, a[href], input, select, textarea'

/** Rows come and go by what is pressed in them: a button that goes with its row gives the focus to the same one of the next
 *  row, else of the one before, else to the heading; one that was only busy has it back. Until somebody goes elsewhere. For
 *  the `ref` of what holds the heading and the rows. */
export function keepRowFocus(place: HTMLElement | null) {
  if (!place) return undefined
  let last: HTMLElement | undefined
  /** What could have the focus when `last` got it, in order. */
  let all: HTMLElement[] = []
  let wasBusy = false

  const become = (next: HTMLElement | undefined) => {
    last = next
    wasBusy = false
    // Rows of another list are about something else, though they look the same.
    const list = next?.closest('ul, section')
    all = [...(list?.querySelectorAll<HTMLElement>(canHaveFocus) ?? [])]
  }
  const follow = ({ target }: Event) => {
    // What was opened there is about a row still.
    if (!(target instanceof Element) || target.closest('[role=dialog], [role=menu]')) return
    // What is pressed may have the focus already, or get none, as in Safari.
    const control = target.closest<HTMLElement>(canHaveFocus)
    become(control && place.contains(control) ? control : undefined)
  }
  /** A key that is held goes on to the next row with the focus, and would take that away, too. */
  const refuseRepeated = (event: KeyboardEvent) => {
    const isPress = event.key === 'Enter' || event.key === ' '
    if (event.repeat && isPress && event.target instanceof HTMLButtonElement) event.preventDefault()
  }
  const look = () => {
    if (!last || document.activeElement !== document.body) return
    if (!place.contains(last)) return focus(besideIn(place, last, all) ?? headingOf(place))
    const isBusy = last.matches(':disabled')
    if (wasBusy && !isBusy) focus(last)
    wasBusy = isBusy
  }
  const changes = new MutationObserver(look)
  // A dialog that asked before goes, too.
  changes.observe(document.body, {
    ...{ childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] },
  })
  window.addEventListener('focusin', follow)
  window.addEventListener('pointerdown', follow)
  place.addEventListener('keydown', refuseRepeated)
  return () => {
    changes.disconnect()
    // The last row may take its heading along.
    if (last)
      queueMicrotask(() => {
        if (!place.isConnected && document.activeElement === document.body)
          focus(document.querySelector<HTMLElement>('#main h1'))
      })
    window.removeEventListener('focusin', follow)
    window.removeEventListener('pointerdown', follow)
    place.removeEventListener('keydown', refuseRepeated)
  }
}

/** What looks the same in the row after the one that has gone, else in the one before. */
function besideIn(place: HTMLElement, gone: HTMLElement, all: readonly HTMLElement[]) {
  const alike = all.filter(
    (each) => each.localName === gone.localName && each.className === gone.className,
  )
  const isThere = (each: HTMLElement) => place.contains(each)
  const at = alike.indexOf(gone)
  const [before, after] = [alike.slice(0, at).reverse(), alike.slice(at + 1)]
  // A row may have several that look the same: it is the one in the same place among them.
  const [left, right] = [before, after].map((some) => {
    const first = some.findIndex(isThere)
    return { beside: first < 0 ? some.length : first, there: some.filter(isThere) }
  })
  return right?.there[left?.beside ?? 0] ?? left?.there[right?.beside ?? 0]
}

const headingOf = (place: HTMLElement) => place.querySelector<HTMLElement>('h2')

function focus(to: HTMLElement | null) {
  if (!to) return
  // A heading is no stop of Tab.
  if (!to.matches(canHaveFocus)) to.tabIndex = -1
  to.focus()
}
