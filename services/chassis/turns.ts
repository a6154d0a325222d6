/** Runs a piece of a person's work when it is their turn. */
export type Turns = <T>(personId: string, work: () => Promise<T>) => Promise<T>

interface Person {
  running: number
  readonly waiting: (() => void)[]
}

/** At most `slots` pieces of work run at once, at most `each` of one person. Whoever waits is served person by person in
 *  turn: a hundred calls of one keep the others waiting for one piece of work, not for a hundred. */
export function takeTurns({ slots, each }: { slots: number; each: number }): Turns {
  const people = new Map<string, Person>()
  let busy = 0

  const serve = () => {
    for (const [id, person] of people) {
      if (busy >= slots) return
      if (person.running >= each) continue
      const start = person.waiting.shift()
      if (!start) continue
      person.running += 1
      busy += 1
      // To the end of the line.
      people.delete(id)
      people.set(id, person)
      start()
    }
  }

  return async (id, work) => {
    const person = people.get(id) ?? { running: 0, waiting: [] }
    people.set(id, person)
    await new Promise<void>((start) => {
      person.waiting.push(start)
      serve()
    })
    try {
      return await work()
    } finally {
      person.running -= 1
      busy -= 1
      if (person.running === 0 && person.waiting.length === 0) people.delete(id)
      serve()
    }
  }
}
