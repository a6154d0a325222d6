type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const named = (list: unknown[]): list is (Json & { name: string })[] =>
  list.every((item) => isObject(item) && typeof item.name === 'string')

/** A strategic merge patch, as far as kubectl sends one: objects by field, lists of named things by name, others whole. */
export function merged<T>(target: T, patch: unknown): T {
  if (!isObject(target) || !isObject(patch)) return Object(patch)
  const result: Json = { ...target }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete result[key]
    else result[key] = together(result[key], value)
  }
  return Object(result)
}

function together(current: unknown, value: unknown): unknown {
  if (Array.isArray(current) && Array.isArray(value) && named(current) && named(value)) {
    const known = new Set(current.map(({ name }) => name))
    return [
      ...current.map((item) => {
        const change = value.find(({ name }) => name === item.name)
        return change ? merged(item, change) : item
      }),
      ...value.filter(({ name }) => !known.has(name)),
    ]
  }
  return isObject(current) && isObject(value) ? merged(current, value) : value
}
