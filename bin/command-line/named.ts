import * as plain from '../../services/frontend-service/web/tasks/text/plain-names.ts'

/** A text with those whom it names, `[@Jieun](user:<id>)`, as they are called: people by the name that they have now, all others as
 *  it was written. */
export const withNames = (text: string, names: ReadonlyMap<string, string>) =>
  plain.withNames(text, (id) => {
    const name = names.get(id)
    return name === undefined ? undefined : `@${name}`
  })
