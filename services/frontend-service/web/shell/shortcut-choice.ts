import type { Shortcuts } from '../../../user-service/contract.ts'
import type { Shortcut } from '../keys/shortcut.ts'

/** The key that somebody has chosen, whether letters do anything or not; undefined for none. */
export const chosenKey = ({ changed }: Shortcuts, key: Shortcut) =>
  key in changed ? (changed[key] ?? undefined) : key

/** The choice with another key for something, or with none. */
export function withKey(choice: Shortcuts, key: Shortcut, own: string | undefined): Shortcuts {
  const { [key]: _, ...others } = choice.changed
  return { ...choice, changed: own === key ? others : { ...others, [key]: own ?? null } }
}

/** What a key does already, or begins or goes on from: two cannot have it. */
export const takenBy = (
  choice: Shortcuts,
  all: readonly Shortcut[],
  key: Shortcut,
  own: string,
): Shortcut | undefined =>
  all.find((other) => {
    const its = other === key ? undefined : chosenKey(choice, other)
    return its !== undefined && (its === own || beginsWith(its, own) || beginsWith(own, its))
  })

const beginsWith = (keys: string, first: string) => keys.startsWith(`${first} `)

/** Whether a key is the first of two that do something together. */
export const isFirst = (choice: Shortcuts, all: readonly Shortcut[], own: string) =>
  all.some((key) => beginsWith(chosenKey(choice, key) ?? '', own))

const everywhere =
  /(^|\+)(Arrow\w+|Enter|Escape|Tab|Backspace|Home|End|Page\w+|Unidentified)$|^F(5|11|12)$|^mod\+(shift\+)?[cvxtwnrl]$/

/** Keys that belong to the browser, or mean the same in every program. */
export const isReserved = (own: string) => everywhere.test(own)

/** A key that is only held while another is pressed. */
export const isModifier = (key: string) =>
  /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|HangulMode|HanjaMode|Dead)$/.test(key)
