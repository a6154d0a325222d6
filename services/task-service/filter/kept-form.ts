import { parse } from '../tql/parse.ts'
import { print } from '../tql/print.ts'
import { refusalOf } from './filter.ts'

/** A filter as it is kept; BAD_REQUEST with the place of what is wrong. Names are not looked up: what they name may come
 *  and go. */
export function keptForm(q: string) {
  try {
    return print(parse(q))
  } catch (error) {
    throw refusalOf(error)
  }
}
