/** What is wrong with a query. */
type TqlCode =
  | 'field'
  | 'value'
  | 'date'
  | 'operator'
  | 'quote'
  | 'parenthesis'
  | 'missing'
  | 'character'
  | 'place'
  | 'too_long'
  | 'too_many'
  | 'too_deep'

export interface TqlFault {
  readonly code: TqlCode
  /** Place in the text, in UTF-16 units; `end` is after the last one. */
  readonly start: number
  readonly end: number
  /** What stands there. */
  readonly word: string
  /** The nearest word that would be right there. */
  readonly suggestion?: string
  /** The limit that was passed. */
  readonly limit?: number
}

/** The one error of the filter language. */
export class TqlError extends Error {
  readonly fault: TqlFault

  constructor({ code, start, end, word, suggestion, limit }: TqlFault) {
    const fault = {
      ...{ code, start, end, word },
      ...(suggestion !== undefined && { suggestion }),
      ...(limit !== undefined && { limit }),
    }
    super(sentenceOf(fault))
    this.name = 'TqlError'
    this.fault = fault
  }
}

const says: Record<TqlCode, string> = {
  field: 'Unknown field',
  value: 'Unknown value',
  date: 'Not a date',
  operator: 'This field cannot be compared so:',
  quote: 'The quotation mark is not closed:',
  parenthesis: 'A parenthesis has no other:',
  missing: 'Something is missing after',
  character: 'A character that cannot be stored',
  place: 'This cannot stand here:',
  too_long: 'Longer than a filter may be',
  too_many: 'More conditions and values than a filter may have',
  too_deep: 'Deeper than a filter may nest',
}

/** For logs and other programs, with places counted from 1. */
function sentenceOf({ code, start, end, word, suggestion, limit }: TqlFault) {
  const what = limit === undefined ? `${says[code]} "${word}"` : `${says[code]}: ${limit}`
  const hint = suggestion === undefined ? '' : `. Did you mean "${suggestion}"?`
  return `${what} (${start + 1}–${end})${hint}`
}
