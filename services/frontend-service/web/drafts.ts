const start = 'taskmate.draft '

/** Text that somebody is writing, kept in this browser until it is sent. */
export function draftOf(name: string) {
  const place = start + name
  return {
    read: () => localStorage.getItem(place) ?? undefined,
    write: (text: string) =>
      text ? localStorage.setItem(place, text) : localStorage.removeItem(place),
    clear: () => localStorage.removeItem(place),
  }
}

/** Whoever sits here next must not find them. */
export function forgetDrafts() {
  for (const place of Object.keys(localStorage))
    if (place.startsWith(start)) localStorage.removeItem(place)
}
