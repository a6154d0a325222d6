import clsx from 'clsx'
import { useOwnKey } from '../keys/own-keys.ts'

const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

const signs: Record<string, string> = {
  Space: '␣',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
  Escape: 'Esc',
  Delete: 'Del',
}

interface Props {
  keys: string
  isInverse?: boolean
  /** On a touch screen too, where keys are otherwise left out. */
  isAlways?: boolean
}

/** The keys that this person presses instead of the usual ones; nothing where none does it. */
export function Kbd({ keys, isAlways = false, isInverse }: Props) {
  const own = useOwnKey(keys)
  return own === undefined ? null : <KeySigns keys={own} {...{ isAlways, isInverse }} />
}

/** Keys as they stand on the keyboard: `mod+k` is ⌘ K or Ctrl K; a blank separates keys of a sequence. */
export const KeySigns = ({ keys, isInverse = false, isAlways = true }: Props) => (
  <span className={clsx('inline-flex gap-[3px]', !isAlways && 'pointer-coarse:hidden')}>
    {partsOf(keys).map((key) => (
      <kbd
        key={key}
        className={clsx(
          'inline-flex items-center justify-center min-w-4.5 h-4.5 px-1 rounded-xs text-11/none font-medium font-sans',
          isInverse
            ? 'bg-[color-mix(in_oklab,currentColor_22%,transparent)]'
            : 'bg-pressed text-ink-2',
        )}
      >
        {labelOf(key)}
      </kbd>
    ))}
  </span>
)

/** Keys in a sentence: `Ctrl K`. */
export const keysInWords = (keys: string) => partsOf(keys).map(labelOf).join(' ')

/** A plus may be the key itself. */
const partsOf = (keys: string) => keys.split(/(?<=.)\+(?=.)| /)

function labelOf(key: string) {
  if (key === 'mod') return isApple() ? '⌘' : 'Ctrl'
  if (key === 'shift') return isApple() ? '⇧' : 'Shift'
  if (key === 'alt') return isApple() ? '⌥' : 'Alt'
  return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}
