import { z } from 'zod'

const NUL = '\u0000'

/** What leaves no ink: spaces, controls, what Unicode lets fonts ignore (joiners, fillers of Hangul, soft hyphens), marks
 *  without a letter, and three that draw nothing though Unicode counts them as symbols: the Braille blank, the musical
 *  null notehead, the Khitan filler. */
const invisible =
  /[\p{White_Space}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}\u{16fe4}]/gu

/** Characters that a reader sees. */
const visibleLength = (value: string) => [...value.replace(invisible, '')].length

/** Text without NUL and lone surrogates: PostgreSQL cannot store the one and changes the other. */
export const wellFormed = z
  .string()
  .refine((value) => !value.includes(NUL), {
    error: 'must not contain a NUL character',
    params: { code: 'broken' },
  })
  .refine((value) => value.isWellFormed(), {
    error: 'contains a broken character',
    params: { code: 'broken' },
  })

/** Text as a person types it: trimmed, NFC, at least `min` visible characters, at most `max` Unicode code points.
 *  `params` become the issue's code and limit, in zod's own words, for the client to translate. */
export const text = (max: number, min = 1) =>
  wellFormed
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => visibleLength(value) >= min, {
      error: min === 1 ? 'must not be empty' : `must have at least ${min} characters`,
      params: { code: 'too_small', limit: min },
    })
    .refine((value) => [...value].length <= max, {
      error: `must have at most ${max.toLocaleString('en')} characters`,
      params: { code: 'too_big', limit: max },
    })
    .meta(lengths(max, min))

/** For who reads the schema as JSON Schema, which cannot know what a function refuses. */
const lengths = (maxLength: number, minLength: number) => ({ minLength, maxLength })

/** The same on one line: line breaks and tabs become a blank. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((value) => value.replace(/[\r\n\t\u2028\u2029]+/g, ' '))
    .pipe(text(max, min))
    .meta(lengths(max, min))

/** The same without controls and without what turns letters around: for names that stand within sentences. */
export const plainLine = (max: number) =>
  line(max).refine((value) => !/[\p{Cc}\p{Bidi_Control}]/u.test(value), {
    error: 'must not contain control characters',
    params: { code: 'broken' },
  })

/** In lower case, as PostgreSQL writes it: the same id must be the same text wherever two are compared. */
export const id = z.uuid().toLowerCase()

/** A day without a zone, `YYYY-MM-DD`, years 1970 to 2199; never converted. */
export const day = z.iso.date().refine((value) => value >= '1970-01-01' && value <= '2199-12-31', {
  error: 'must be a day between 1970-01-01 and 2199-12-31',
  params: { code: 'invalid_format', format: 'day' },
})

/** The name of a time zone. Newer programs take offsets such as `+09:00` too, PostgreSQL reads those with their sign
 *  turned, and a place has no one offset. */
export const timeZone = z
  .string()
  .max(64)
  .refine((value) => /^[A-Za-z]/.test(value) && isTimeZone(value), {
    error: 'is not the name of a time zone, such as Asia/Seoul',
    params: { code: 'invalid_format', format: 'time_zone' },
  })

/** A time of a day and the zone of its clock; with the day in front, `2026-12-01T15:00[Asia/Seoul]`, it is how RFC 9557
 *  writes an instant. */
export const zonedTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d\[[^\]]{1,64}\]$/, {
    error: 'must be a time and its zone, such as 15:00[Asia/Seoul]',
  })
  .refine((value) => timeZone.safeParse(value.slice(6, -1)).success, {
    error: 'must name a time zone that there is, such as 15:00[Asia/Seoul]',
    params: { code: 'invalid_format', format: 'time_zone' },
  })

function isTimeZone(value: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}

/** What a schema found, for translation: zod's code with its parameters, or those of a refinement of our own. */
export interface Issue {
  readonly path: string
  readonly code: string
  readonly limit?: number | bigint
  /** What has the limit: `string`, `number` or `array`. */
  readonly origin?: string
  readonly format?: string
  /** The type that is needed. */
  readonly expected?: string
  /** What a number has to be a multiple of. */
  readonly divisor?: number | bigint
}

export const issueOf = (issue: z.core.$ZodIssue): Issue => ({
  path: issue.path.join('.'),
  code: issue.code,
  ...('maximum' in issue && { limit: issue.maximum }),
  ...('minimum' in issue && { limit: issue.minimum }),
  ...('origin' in issue && { origin: issue.origin }),
  ...('format' in issue && { format: issue.format }),
  ...('expected' in issue && { expected: issue.expected }),
  ...('divisor' in issue && { divisor: issue.divisor }),
  ...('params' in issue && issue.params),
})
