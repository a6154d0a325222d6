/** The fields of `input` that differ from the row, as [before, after]. Absent fields do not change. */
export function diff<Row extends object, Input extends object>(
  row: Row,
  input: Input,
): { [Field in keyof Input & keyof Row]?: [Row[Field], NonNullable<Input[Field]> | Row[Field]] }
export function diff(row: object, input: object): object {
  const before = new Map<string, unknown>(Object.entries(row))
  const changed = Object.entries(input).filter(
    ([field, after]) => after !== undefined && !isSame(before.get(field), after),
  )
  return Object.fromEntries(changed.map(([field, after]) => [field, [before.get(field), after]]))
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
