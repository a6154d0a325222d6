/** Calls `act` whenever the page is here again after the browser froze it, or kept it for the Back button: it has heard
 *  nothing meanwhile. Returns how to stop. */
export function onReturn(act: () => void) {
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) act()
  }
  window.addEventListener('pageshow', onShow)
  document.addEventListener('resume', act)
  return () => {
    window.removeEventListener('pageshow', onShow)
    document.removeEventListener('resume', act)
  }
}
