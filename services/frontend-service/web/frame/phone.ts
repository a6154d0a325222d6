import { useSyncExternalStore } from 'react'

const query = '(max-width: 767px)'

/** Whether the page is as narrow as a phone, as `max-md:` has it in styles. */
export const isPhone = () => matchMedia(query).matches

/** Renders its caller again when that changes. */
export const useIsPhone = () => useSyncExternalStore(subscribe, isPhone)

function subscribe(listener: () => void) {
  const width = matchMedia(query)
  width.addEventListener('change', listener)
  return () => width.removeEventListener('change', listener)
}
