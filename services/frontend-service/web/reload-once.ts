const KEY = 'taskmate.reloaded'
const AGAIN_MS = 60_000

/** Loads the page anew, at most once a minute, and tells whether it does. `public/recover.js` does the same for parts
 *  without which the app does not even begin. */
export function reloadOnce() {
  if (Date.now() - Number(sessionStorage.getItem(KEY)) < AGAIN_MS) return false
  sessionStorage.setItem(KEY, String(Date.now()))
  window.location.reload()
  return true
}
