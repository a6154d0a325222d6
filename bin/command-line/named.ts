const name = /\[(@(?:\\.|[^\]\\\n])*)\]\((team|user):([0-9a-f-]{36})\)/g

/** A text with those whom it names, `[@Jieun](user:<id>)`, as they are called: people by the name that they have now, all others as
 *  it was written. */
export const withNames = (text: string, names: ReadonlyMap<string, string>) =>
  text.replace(name, (_link, written: string, kind: string, id: string) => {
    const now = kind === 'user' ? names.get(id) : undefined
    return now === undefined ? written.replace(/\\(.)/g, '$1') : `@${now}`
  })
