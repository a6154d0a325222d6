import clsx from 'clsx'

const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

const signs: Record<string, string> = {
  Space: '␣',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
  Escape: 'Esc',
}

interface Props {
  keys: string
  isInverse?: boolean
  /** On a touch screen too, where keys are otherwise left out. */
  isAlways?: boolean
}

/** Keys as a person sees them on the keyboard: `mod+k` is ⌘ K or Ctrl K; a blank separates keys of a sequence. */
export function Kbd({ keys, isInverse = false, isAlways = false }: Props) {
  return (
    <span className={clsx('inline-flex gap-[3px]', !isAlways && 'pointer-coarse:hidden')}>
      {keys.split(/[+ ]/).map((key) => (
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
}

/** The same in a sentence: `Ctrl K`. */
export const keysInWords = (keys: string) => keys.split(/[+ ]/).map(labelOf).join(' ')

function labelOf(key: string) {
  if (key === 'mod') return isApple() ? '⌘' : 'Ctrl'
  if (key === 'shift') return isApple() ? '⇧' : 'Shift'
  if (key === 'alt') return isApple() ? '⌥' : 'Alt'
  return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}
