import clsx from 'clsx'
import { Bot } from 'lucide-react'

const sizes = {
  18: 'size-4.5 rounded-[5.5px] text-[8px]/none',
  22: 'size-5.5 rounded-[7px] text-[9.5px]/none',
  28: 'size-7 rounded-[8px] text-[11.5px]/none',
  36: 'size-9 rounded-[10px] text-[14px]/none',
}

const grounds = [
  'bg-av-1 text-av-1-ink',
  'bg-av-2 text-av-2-ink',
  'bg-av-3 text-av-3-ink',
  'bg-av-4 text-av-4-ink',
  'bg-av-5 text-av-5-ink',
  'bg-av-6 text-av-6-ink',
  'bg-av-7 text-av-7-ink',
  'bg-av-8 text-av-8-ink',
]

interface Props {
  name: string
  /** Which of the eight grounds, any whole number. */
  hue: number
  size?: keyof typeof sizes
  /** The name stands beside it already. */
  isDecorative?: boolean
  /** A bot of theirs. */
  isBot?: boolean
}

/** A person: the last two syllables of a Korean name, the first and last capital of another. A bot has its owner's ground. */
export const Avatar = ({ name, hue, size = 22, isDecorative = false, isBot = false }: Props) => (
  <span
    {...(isDecorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    title={isDecorative ? undefined : name}
    // As a style's content: initials are a picture of the name, not words to read out.
    data-initials={isBot ? undefined : initialsOf(name)}
    className={clsx(
      'inline-grid place-items-center flex-none font-[640] tracking-[-.04em] whitespace-nowrap',
      !isBot && 'before:content-[attr(data-initials)]',
      sizes[size],
      grounds[hue % grounds.length],
    )}
  >
    {isBot && <Bot aria-hidden className="size-[68%]!" />}
  </span>
)

export const MoreAvatar = ({ count }: { count: number }) => (
  <span className="inline-grid place-items-center size-5.5 rounded-[7px] bg-pressed text-ink-2 text-[9.5px]/none font-[640]">
    +{count}
  </span>
)

function initialsOf(name: string) {
  const text = name.normalize('NFC').trim()
  const words = text.split(/\s+/)
  if (/[가-힣]/.test(text)) return [...(words.at(-1) ?? '')].slice(-2).join('')
  const capitals = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return capitals.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}
