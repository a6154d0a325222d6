/** What this browser keeps for the person who is signed in. It goes with their session, however that ends, and nobody
 *  else ever finds it. */
const start = 'taskmate.of '
const owner = 'taskmate.person'
/** How the app looks is a matter of the device. */
const common = ['taskmate.appearance', owner]

let person: string | undefined
let onOther = (_next: string | null) => {}
const listeners = new Set<() => void>()

const placeOf = (name: string) => `${start}${person} ${name}`

export const kept = (name: string) => (person && localStorage.getItem(placeOf(name))) || undefined

/** What this tab alone keeps, over its reloads. */
export const keptInTab = (name: string) =>
  (person && sessionStorage.getItem(placeOf(name))) || undefined

export function keepInTab(name: string, text: string) {
  if (person) sessionStorage.setItem(placeOf(name), text)
}

/** Without a text there is nothing to keep, nor for somebody who is not signed in here any more: what is written while a
 *  session ends, or comes back unsent because it has, goes with it. */
export function keep(name: string, text: string | undefined) {
  if (!person || localStorage.getItem(owner) !== person) return
  if (text) localStorage.setItem(placeOf(name), text)
  else localStorage.removeItem(placeOf(name))
  for (const listener of listeners) listener()
}

export const subscribeToKept = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Somebody is signed in here, or nobody: what was kept for anybody else is forgotten, by other tabs too. */
export function keepFor(next: string | undefined) {
  person = next
  for (const place of Object.keys(localStorage)) {
    const isOwn = next !== undefined && place.startsWith(`${start}${next} `)
    if (place.startsWith('taskmate.') && !common.includes(place) && !isOwn)
      localStorage.removeItem(place)
  }
  for (const place of Object.keys(sessionStorage))
    if (place.startsWith(start) && !place.startsWith(`${start}${next} `))
      sessionStorage.removeItem(place)
  if (next) localStorage.setItem(owner, next)
  else localStorage.removeItem(owner)
  for (const listener of listeners) listener()
}

/** Calls `act` when another tab has signed somebody out (null) or somebody else in, at once or when this one wakes up. */
export function whenPersonChanges(act: (next: string | null) => void) {
  onOther = act
}

const look = () => {
  const next = localStorage.getItem(owner)
  if (person !== undefined && next !== person) onOther(next)
}
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === owner || key === null) look()
  else for (const listener of listeners) listener()
})
globalThis.addEventListener?.('pageshow', look)
globalThis.document?.addEventListener('visibilitychange', look)
