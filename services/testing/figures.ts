/** The figures of a running service whose names begin with `name`, of lines that have all these labels (`code="OK"`). */
export async function figures(
  { metricsPort }: { readonly metricsPort: number },
  name: string,
  ...labels: string[]
) {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`)
  return (await answer.text())
    .split('\n')
    .filter((line) => line.startsWith(name) && labels.every((label) => line.includes(label)))
    .map((line) => Number(line.split(' ').at(-1)))
}

/** The sum of such figures. */
export const figure = async (...asked: Parameters<typeof figures>) =>
  (await figures(...asked)).reduce((sum, value) => sum + value, 0)
