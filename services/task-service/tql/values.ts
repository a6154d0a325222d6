import { dayOf } from './days.ts'
import type { Token } from './lexer.ts'
import { TqlError } from './tql-error.ts'
import type { Operator, Value } from './tree.ts'
import {
  amountWords,
  type ChoiceField,
  choices,
  dayWords,
  type KeyField,
  keyWords,
  type NameField,
  nearestIn,
  standIns,
  wordIn,
} from './words.ts'

export type Word = Extract<Token, { kind: 'word' }>

export const plainValue = ({ text, start, end }: Word): Value<string> => ({
  value: text,
  start,
  end,
})

export function dayValue(word: Word, operator: Operator) {
  const value = dayOf(word.text)
  if (!value || (value === 'none' && operator !== ':'))
    throw new TqlError({
      ...word,
      code: 'date',
      word: word.text,
      suggestion: nearestIn(dayWords, word.text),
    })
  return { value, start: word.start, end: word.end }
}

export function amountOf({ text, start, end }: Word, operator: Operator): Value<number | 'none'> {
  if (/^\d{1,4}(\.\d{1,2})?$/.test(text)) return { value: Number(text), start, end }
  if (wordIn(amountWords, text) && operator === ':') return { value: 'none', start, end }
  throw new TqlError({
    ...{ code: 'value', start, end, word: text },
    suggestion: nearestIn(amountWords, text),
  })
}

export function choiceOf(field: ChoiceField, word: Word) {
  const kept = wordIn<string>(choices[field], word.text)
  if (kept !== undefined) return kept
  throw new TqlError({
    ...word,
    code: 'value',
    word: word.text,
    suggestion: nearestIn(choices[field], word.text),
  })
}

export function nameOf(field: NameField, { text, isQuoted, start, end }: Word) {
  const standIn = isQuoted ? undefined : wordIn<string>(standIns[field], text)
  return { value: { name: standIn ?? text, isQuoted }, start, end }
}

/** `WEB-42`, the number alone, or a word that the field has in its place. */
export function keyOf(field: KeyField, word: Word): Value<string> {
  const key = word.text.toUpperCase()
  if (/^([A-Z][A-Z0-9]{1,9}-)?[1-9]\d{0,8}$/.test(key)) return { ...plainValue(word), value: key }
  const kept = wordIn<string>(keyWords[field], word.text)
  if (kept !== undefined) return { ...plainValue(word), value: kept }
  throw new TqlError({
    ...word,
    code: 'value',
    word: word.text,
    suggestion: nearestIn(keyWords[field], word.text),
  })
}
