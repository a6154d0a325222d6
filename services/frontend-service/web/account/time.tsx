import { useSyncExternalStore } from 'react'
import { everyMinute } from '../clock.ts'
import { ago, exact, today } from '../dates.ts'
import { useMe } from './session.ts'

/** The day it is for whoever looks: another one after midnight, and after their time zone has changed. */
export function useToday() {
  const { timeZone } = useMe()
  return useSyncExternalStore(everyMinute, () => todayIn(timeZone))
}

const MINUTE_MS = 60_000
let known = { minute: 0, timeZone: '', day: '' }

/** Each row asks: worked out once a minute. */
function todayIn(timeZone: string) {
  const minute = Math.floor(Date.now() / MINUTE_MS)
  if (known.minute !== minute || known.timeZone !== timeZone)
    known = { minute, timeZone, day: today(timeZone) }
  return known.day
}

/** How long ago something happened, in words that grow older on screen. */
export function useAgo(at: string) {
  const { timeZone } = useMe()
  return useSyncExternalStore(everyMinute, () => ago(at, timeZone))
}

/** The same, with the exact instant in its tooltip. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const { timeZone } = useMe()
  return (
    <time dateTime={at} title={exact(at, timeZone)} className={className}>
      {useAgo(at)}
    </time>
  )
}
