/** Runs a Job to its exit code: 0 with a line on stdout, 1 with one line on stderr that says why. */
export async function job(name: string, work: () => Promise<string>) {
  // A process with id 1 ignores signals that it does not listen to.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      process.stderr.write(`${name}: stopped by ${signal}\n`)
      process.exit(1)
    })
  try {
    process.stdout.write(`${name}: ${await work()}\n`)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${name}: ${reasonOf(error)}\n`)
    process.exit(1)
  }
}

/** The message and those of its causes, in one line. */
function reasonOf(error: unknown) {
  const reasons: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) reasons.push(cause.message)
  return (reasons.join(': ') || String(error)).replace(/\s+/g, ' ')
}

export const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`
