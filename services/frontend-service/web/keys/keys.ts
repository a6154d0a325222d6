import { useLayoutEffect, useRef } from 'react'
import { usualKey } from './own-keys.ts'
import type { Shortcut } from './shortcut.ts'

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>

/** What a key press is called: `q`, `?`, `mod+k`, `alt+ArrowUp`, `shift+ArrowDown`. Letters by what they produce, and by
 *  their place on the keyboard when that is not Latin: with a Korean layout S arrives as ㄴ. */
export function keyName(event: Pressed): string {
  const base = baseOf(event)
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  const alt = event.altKey ? 'alt+' : ''
  // Shift is part of a character such as `?`, and a modifier of everything else.
  const shift = event.shiftKey && (base.length > 1 || /[a-z]/.test(base)) ? 'shift+' : ''
  return `${mod}${alt}${shift}${base}`
}

function baseOf({ key, code }: Pressed) {
  if (key === ' ') return 'Space'
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter && [...key].length === 1) return letter.toLowerCase()
  if (key === 'Process') return letter?.toLowerCase() ?? key
  return key
}

/** True while somebody writes: single keys belong to the text then. */
export function isWriting(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target instanceof HTMLInputElement && !/^(checkbox|radio|button|file)$/.test(target.type))
  )
}

/** A press that writes a letter or begins a syllable; a blank has a meaning of its own where nobody writes. */
export const isLetter = ({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<Pressed, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>) =>
  !ctrlKey && !metaKey && !altKey && key !== ' ' && ([...key].length === 1 || key === 'Process')

/** Keys that mean what they mean in every program: nobody can change them. */
type FixedKey =
  | `${'' | 'shift+' | 'alt+'}Arrow${'Up' | 'Down' | 'Left' | 'Right'}`
  | 'Escape'
  | 'Enter'

/** Key → act; an act that answers `false` leaves the key to the browser. */
export type KeyMap = Partial<Record<Shortcut | FixedKey, (event: KeyboardEvent) => unknown>>

/** Presses of a command rather than of a key. */
const commanded = new WeakMap<Event, Shortcut>()

/** Does what a key does, whatever that is by now, past what has the focus: there it may write, as in a cell. True where
 *  nobody took it. */
export function press(key: Shortcut) {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true })
  commanded.set(event, key)
  return window.dispatchEvent(event)
}

/** What a key press means, by the usual key. */
export const meantKey = (event: KeyboardEvent) =>
  commanded.get(event) ?? usualKey(keyName(event)) ?? ''

const SEQUENCE_MS = 1200

/** Listens on the whole window, from the moment its component is on screen: a press that comes before the next frame is
 *  heard. `g h` is a sequence; `mod+…` also works while somebody writes. */
export function useKeys(map: KeyMap) {
  const latest = useRef<Record<string, ((event: KeyboardEvent) => unknown) | undefined>>(map)
  useLayoutEffect(() => {
    latest.current = map
  })
  useLayoutEffect(() => {
    let first = ''
    let firstAt = 0
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const name = keyName(event)
      const key = meantKey(event)
      const isFree = !isWriting(event.target) && !inOverlay(event.target)
      if (!isFree && !(name.startsWith('mod+') && key.startsWith('mod+'))) return
      const sequence = Date.now() - firstAt < SEQUENCE_MS ? usualKey(`${first} ${name}`) : undefined
      const act = latest.current[sequence ?? ''] ?? latest.current[key]
      first = name
      firstAt = Date.now()
      if (!act || act(event) === false) return
      event.preventDefault()
      first = ''
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

const inOverlay = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role=dialog],[role=menu]') !== null
