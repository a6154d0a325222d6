import type { Run } from './runs.ts'

/** Longer lines are cut: the store takes none of more than 256 KiB. */
const MOST_CHARACTERS = 60_000

/** `2026-11-29T08:00:00.12Z` in nanoseconds since 1970: the API server leaves out trailing zeros, so texts do not compare. */
export function nanosOf(moment: string): bigint | undefined {
  const [, seconds, fraction = ''] =
    /^([\d:T-]{19})(?:\.(\d{1,9}))?(?:Z|\+00:00)$/.exec(moment) ?? []
  const ms = seconds ? Date.parse(`${seconds}Z`) : Number.NaN
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}

/** A line as the API server gives it, `<moment> <text>`, as a row of the store. Text that is a JSON object keeps its fields;
 *  where it came from, it cannot say itself. Undefined for what has no moment. */
export function rowOf(line: string, { app, pod, container }: Run) {
  const space = line.indexOf(' ')
  const moment = space === -1 ? line : line.slice(0, space)
  const nanos = nanosOf(moment)
  if (nanos === undefined) return
  const text = space === -1 ? '' : line.slice(space + 1)
  const row = { ...fieldsOf(text), _time: moment, app, pod, container }
  return { nanos, json: JSON.stringify(row) }
}

function fieldsOf(text: string): Record<string, unknown> {
  if (text.startsWith('{') && text.length <= MOST_CHARACTERS)
    try {
      // The moment of the line stands for the one that the program wrote.
      const { time: _time, msg, ...fields } = JSON.parse(text)
      return { ...fields, _msg: typeof msg === 'string' && msg ? msg : text }
    } catch {
      // Not JSON after all: a line of text.
    }
  return { _msg: text.slice(0, MOST_CHARACTERS) || ' ' }
}
