import { useEffect, useId, useRef, useState } from 'react'
import { useChangeMe } from '../account/change-me.ts'
import { useMe } from '../account/session.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { isLetter, isWriting } from '../keys/keys.ts'
import type { Shortcut } from '../keys/shortcut.ts'
import { m } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { inputClass } from '../ui/form/field.tsx'
import { KeySigns, keysInWords } from '../ui/kbd.tsx'
import { toast } from '../ui/toast.ts'
import { chosenKey } from './shortcut-choice.ts'
import { ShortcutLine } from './shortcut-line.tsx'
import { type ShortcutGroup, shortcutGroups } from './shortcut-list.ts'

const usual = { changed: {}, hasLetters: true }

/** All keys by where they work; each can be changed or switched off. Letters look for one, whatever has the focus; a blank
 *  and the arrows scroll. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { shortcuts: choice = usual } = useMe()
  const change = useChangeMe()
  const lettersId = useId()
  const words = shortcutWords()
  const groups = shortcutGroups()
  const all = new Map(groups.flatMap(({ lines }) => lines))
  const isUsual = choice.hasLetters && Object.keys(choice.changed).length === 0
  const save = (shortcuts: typeof choice) => change({ shortcuts })
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isLetter(event) && !event.defaultPrevented && !isWriting(event.target))
        field.current?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const shown = groups.flatMap((group) => found(group, text, (key) => chosenKey(choice, key)))
  return (
    <Dialog title={words.title} onClose={onClose} width="wide" isToRead>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4.5 pt-2">
        <input
          ref={field}
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          autoComplete="off"
          value={text}
          // The first Esc empties it.
          data-own-escape={text ? true : undefined}
          onKeyDown={({ key, nativeEvent }) => {
            if (key === 'Escape' && !nativeEvent.isComposing) setText('')
          }}
          onChange={({ target }) => setText(target.value)}
          className={`${inputClass} h-(--control)`}
        />
        <label htmlFor={lettersId} className="flex items-center gap-2 min-h-7 mr-auto">
          <input
            id={lettersId}
            type="checkbox"
            checked={choice.hasLetters}
            onChange={({ target }) => save({ ...choice, hasLetters: target.checked })}
            className="size-4 accent-(--accent)"
          />
          {words.change.letters}
        </label>
        {!isUsual && (
          <Button
            kind="line"
            onClick={() => {
              save(usual)
              toast({
                text: words.change.allReset,
                action: { label: m.shell.undo, run: () => save(choice) },
              })
            }}
          >
            {words.change.resetAll}
          </Button>
        )}
        <p className="w-full text-12 text-ink-3 max-w-140">{words.change.lead}</p>
      </div>
      <div className="grid sm:grid-cols-2 gap-x-8 gap-y-5 px-4.5 pt-3 pb-5 items-start">
        {shown.map(({ name, lines, fixed }) => (
          <section key={name}>
            <h3 className="text-12 font-medium text-ink-3 pb-1.5 border-b border-line">{name}</h3>
            <ul>
              {lines.map(([shortcut, text]) => (
                <ShortcutLine
                  key={shortcut}
                  shortcut={shortcut}
                  name={text}
                  choice={choice}
                  all={all}
                  onChange={save}
                />
              ))}
              {fixed.map(([keys, text]) => (
                <li key={keys} className="flex items-center justify-between gap-3 min-h-8 pr-1.5">
                  <span>{text}</span>
                  <KeySigns keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {shown.length === 0 && (
          <p role="status" className="text-ink-3">
            {m.shell.noMatch}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** A group whose name has a text; else what in it has the text in its name, or has the key that is typed. */
function found(
  { name, lines, fixed }: ShortcutGroup,
  text: string,
  ownKey: (key: Shortcut) => string | undefined,
): ShortcutGroup[] {
  const sought = text.trim().normalize('NFC').toLowerCase()
  const has = (what: string, keys = '') =>
    [what, keysInWords(keys)].some((each) => each.normalize('NFC').toLowerCase().includes(sought))
  if (has(name)) return [{ name, lines, fixed }]
  const group = {
    name,
    lines: lines.filter(([key, what]) => has(what, ownKey(key))),
    fixed: fixed.filter(([keys, what]) => has(what, keys)),
  }
  return group.lines.length + group.fixed.length > 0 ? [group] : []
}
