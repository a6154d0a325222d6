/** Text that somebody is writing, kept in this browser until it is sent. */
export function draftOf(name: string) {
  const place = `taskmate.draft ${name}`
  return {
    read: () => localStorage.getItem(place) ?? undefined,
    write: (text: string) =>
      text ? localStorage.setItem(place, text) : localStorage.removeItem(place),
    clear: () => localStorage.removeItem(place),
  }
}
