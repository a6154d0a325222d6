// Ends what a benchmark left behind: its arguments are the run's folder and process, its input closes with that process.
import { endAll } from './endings.ts'

const [, , folder = '', run = '0'] = process.argv
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.stdin.resume()
process.stdin.once('close', () => void endAll(folder, [Number(run)]))
