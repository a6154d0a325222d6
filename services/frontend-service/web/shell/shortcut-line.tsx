import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Shortcuts } from '../../../user-service/contract.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { keyName } from '../keys/keys.ts'
import { isLetters } from '../keys/own-keys.ts'
import type { Shortcut } from '../keys/shortcut.ts'
import { m } from '../messages.ts'
import { announce } from '../ui/announcer.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { KeySigns, keysInWords } from '../ui/kbd.tsx'
import { chosenKey, isFirst, isModifier, isReserved, takenBy, withKey } from './shortcut-choice.ts'

interface Props {
  shortcut: Shortcut
  name: string
  choice: Shortcuts
  all: ReadonlyMap<Shortcut, string>
  onChange: (next: Shortcuts) => void
}

/** What a key does, and the key: pressed, it waits for another one. */
export function ShortcutLine({ shortcut, name, choice, all, onChange }: Props) {
  const [isAsking, setAsking] = useState(false)
  /** A key that something else has. */
  const [wanted, setWanted] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  const words = shortcutWords().change
  const own = chosenKey(choice, shortcut)
  const keys = [...all.keys()]
  const rival = wanted === undefined ? undefined : takenBy(choice, keys, shortcut, wanted)

  const close = () => {
    flushSync(() => {
      setAsking(false)
      setWanted(undefined)
    })
    button.current?.focus()
  }
  const set = (next: string | undefined) => {
    onChange(withKey(choice, shortcut, next))
    announce(next ? words.isNow(name, keysInWords(next)) : words.isOff(name))
    close()
  }
  const take = (next: string) => {
    if (takenBy(choice, keys, shortcut, next)) setWanted(next)
    else set(next)
  }
  const swap = (other: Shortcut, next: string) => {
    onChange(withKey(withKey(choice, shortcut, next), other, own))
    announce(words.isNow(name, keysInWords(next)))
    close()
  }

  return (
    <li data-shortcut={shortcut}>
      <div className="flex items-center justify-between gap-3 min-h-8">
        <span>{name}</span>
        <span className="flex items-center gap-1 flex-none">
          {own !== shortcut && (
            <IconButton
              label={words.reset(name, keysInWords(shortcut))}
              onClick={() => {
                setAsking(true)
                take(shortcut)
              }}
            >
              <RotateCcw aria-hidden className="size-3.5!" />
            </IconButton>
          )}
          <button
            ref={button}
            type="button"
            aria-expanded={isAsking}
            onClick={() => (isAsking ? close() : setAsking(true))}
            className="flex items-center justify-end min-h-6 min-w-11 px-1.5 rounded-sm hover:bg-hover aria-expanded:bg-pressed"
          >
            <span className="sr-only">{words.change(name)}</span>
            <OwnKey own={own} hasLetters={choice.hasLetters} />
          </button>
        </span>
      </div>
      {isAsking && (
        <div className="flex flex-wrap items-center gap-1.5 pb-2">
          {rival && wanted ? (
            <>
              <p role="alert" className="w-full text-12 text-danger-ink">
                {words.taken(keysInWords(wanted), all.get(rival) ?? rival)}
              </p>
              {wanted === chosenKey(choice, rival) && (
                <Button kind="line" onClick={() => swap(rival, wanted)}>
                  {own ? words.swap : words.takeAway}
                </Button>
              )}
              <Button onClick={() => setWanted(undefined)}>{words.other}</Button>
            </>
          ) : (
            <KeyField
              name={name}
              isFirst={(next) =>
                isFirst(
                  choice,
                  keys.filter((key) => key !== shortcut),
                  next,
                )
              }
              onTake={take}
              onLeave={close}
            />
          )}
          {own && <Button onClick={() => set(undefined)}>{words.turnOff}</Button>}
          <Button onClick={close}>{m.shell.cancel}</Button>
        </div>
      )}
    </li>
  )
}

function OwnKey({ own, hasLetters }: { own: string | undefined; hasLetters: boolean }) {
  if (own && (hasLetters || !isLetters(own))) return <KeySigns keys={own} />
  return <span className="text-12 text-ink-3">{shortcutWords().change.off}</span>
}

interface FieldProps {
  name: string
  isFirst: (own: string) => boolean
  onTake: (own: string) => void
  onLeave: () => void
}

/** Waits for a key, or for the second one after a key that begins others. */
function KeyField({ name, isFirst, onTake, onLeave }: FieldProps) {
  const [first, setFirst] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const field = useRef<HTMLButtonElement>(null)
  const words = shortcutWords().change
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, nativeEvent } = event
    if (isModifier(key) || key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (key === 'Escape') return onLeave()
    const pressed = keyName(nativeEvent)
    if (isReserved(pressed)) return setRefused(pressed)
    setRefused(undefined)
    if (first) onTake(`${first} ${pressed}`)
    else if (isFirst(pressed)) setFirst(pressed)
    else onTake(pressed)
  }
  return (
    <>
      {refused && (
        <p role="alert" className="w-full text-12 text-danger-ink">
          {words.reserved(keysInWords(refused))}
        </p>
      )}
      <button
        ref={field}
        type="button"
        data-own-escape
        onKeyDown={onKeyDown}
        className="flex-1 min-w-32 h-7 px-2 rounded-sm border border-line-control text-ink-2 text-left cut"
      >
        <span className="sr-only">{`${name}: `}</span>
        {first ? words.andThen(keysInWords(first)) : words.press}
      </button>
    </>
  )
}
