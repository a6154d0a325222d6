/** Final consonant of a syllable as it is read: none, ㄹ, or another one. */
type Ending = 'none' | 'rieul' | 'other'

const digits: Ending[] = [
  'other', // 영
  'rieul', // 일
  'none', // 이
  'other', // 삼
  'none', // 사
  'none', // 오
  'other', // 육
  'rieul', // 칠
  'rieul', // 팔
  'none', // 구
]
const letters: Record<string, Ending> = { l: 'rieul', r: 'rieul', m: 'other', n: 'other' }

/** A word with the particle that its last sound asks for: 보고서를, 일정을, HTML을, WEB-3을, WEB-2를, 1로. */
export const josa = {
  eul: (word: string) => word + (endingOf(word) === 'none' ? '를' : '을'),
  i: (word: string) => word + (endingOf(word) === 'none' ? '가' : '이'),
  eun: (word: string) => word + (endingOf(word) === 'none' ? '는' : '은'),
  gwa: (word: string) => word + (endingOf(word) === 'none' ? '와' : '과'),
  ro: (word: string) => word + (endingOf(word) === 'other' ? '으로' : '로'),
}

function endingOf(word: string): Ending {
  const last = word.match(/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u)?.[0] ?? ''
  if (/[가-힣]/.test(last)) return hangulEnding(last)
  if (/\d/.test(last)) return digits[Number(last)] ?? 'none'
  return letters[last.toLowerCase()] ?? 'none'
}

/** Syllables are numbered by their final consonant: 28 in a row, the first without one, the ninth with ㄹ. */
function hangulEnding(syllable: string): Ending {
  const final = (syllable.charCodeAt(0) - 0xac00) % 28
  if (final === 0) return 'none'
  return final === 8 ? 'rieul' : 'other'
}
