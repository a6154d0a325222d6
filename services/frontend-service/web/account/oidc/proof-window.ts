/** Saying again who one is happens in a window of its own, so that what is on screen stays as it is. The provider's page may
 *  cut it off from the one that opened it: they talk by a channel of this origin. */
const channel = () => new BroadcastChannel('taskmate:proof')
const MARK = 'taskmate:proof'

/** Opens it, as something that was pressed. Answers how to stop listening. */
export function openProofWindow(provider: string, onProved: () => void) {
  window.open(`/oidc/${provider}?proof`, '_blank', 'popup,width=520,height=720')
  const heard = channel()
  heard.onmessage = onProved
  return () => heard.close()
}

/** Whether a page of ours opened this one. Any other page can lead here, and must not have somebody sent to a provider. */
export function isOpenedByUs() {
  try {
    return window.opener?.location.origin === window.location.origin
  } catch {
    // A page of another origin keeps its address to itself.
    return false
  }
}

export const markProofWindow = () => sessionStorage.setItem(MARK, '1')
export const isProofWindow = () => sessionStorage.getItem(MARK) !== null

/** Says that it is done. Who hears it repeats its call: only the server knows who has proved what. */
export function tellProved() {
  const told = channel()
  told.postMessage('proved')
  told.close()
  window.close()
}
