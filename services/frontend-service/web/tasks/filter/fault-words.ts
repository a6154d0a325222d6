import type { TqlFault } from '../../../../task-service/tql/tql-error.ts'
import { filterWords } from './filter-words.ts'

/** What is wrong with a query, and where. */
export const faultWords = ({ code, word, limit = 0, start, end }: TqlFault) =>
  filterWords().at(filterWords().faults[code](word, limit), start + 1, end)
