/** What stands before a check box in its line, and before a fence of code. */
const LEAD = String.raw`^[ \t>]*([-*+][ \t]+|\d{1,9}[.)][ \t]+)`

/** SQL: whether the description of task `t` has a check box: `- [ ] …`, `1. [x] …`, also in a list within a list. Code between
 *  fences has none. A text without a box at all is not taken apart. */
export const checklistSql = String.raw`((t.description like '%[ ]%' or t.description ilike '%[x]%') and (
  select coalesce(bool_or(l.line ~ '${LEAD}+\[[ xX]\][ \t]+\S'), false) from (
    select line, count(*) filter (where line ~ '${LEAD}*(${'`'}{3}|~{3})') over (order by nth) % 2 = 0 as "isText"
      from string_to_table(t.description, chr(10)) with ordinality lines(line, nth)) l
   where l."isText"))`
