/** Gives the focus back after something over the page has closed. Radix asks for it a moment later: whatever took the
 *  focus meanwhile (a field that was clicked, another dialog) keeps it, and the keys that are typed into it. */
export function returnFocus(event: Event, to: Element | null) {
  event.preventDefault()
  if (document.activeElement !== document.body) return
  if (to instanceof HTMLElement && to.isConnected) to.focus()
}
