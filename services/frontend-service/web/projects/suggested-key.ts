import { romanize } from 'es-hangul'

/** A key for tasks from a name: the first letters of two or more words, else the first three of one. */
export function suggestedKey(name: string) {
  const words = romanize(name.normalize('NFC'))
    .normalize('NFD')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word))
  const letters =
    words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '').slice(0, 3)
  return letters.slice(0, 4)
}
