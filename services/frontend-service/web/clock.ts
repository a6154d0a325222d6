/** Ticks at each full minute, and when a page that slept wakes up: for words that change as time passes. */
export function everyMinute(listener: () => void) {
  listeners.add(listener)
  if (listeners.size === 1) start()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stop()
  }
}

const MINUTE_MS = 60_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

function tick() {
  for (const listener of listeners) listener()
  wait()
}

function wait() {
  clearTimeout(timer)
  timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS))
}

function start() {
  document.addEventListener('visibilitychange', tick)
  window.addEventListener('pageshow', tick)
  wait()
}

function stop() {
  document.removeEventListener('visibilitychange', tick)
  window.removeEventListener('pageshow', tick)
  clearTimeout(timer)
}
