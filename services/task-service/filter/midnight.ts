/** The instant at which a day begins in a time zone. */
export function beginOf(day: string, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // Once more, for the clocks may change between the first guess and the day's begin.
  const guess = utc - offsetAt(utc, timeZone)
  return new Date(utc - offsetAt(guess, timeZone))
}

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(at: number, timeZone: string) {
  const local = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' },
  }).format(at)
  return Date.parse(`${local.replace(' ', 'T')}Z`) - at
}
