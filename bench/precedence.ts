import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

const NICE = -15

/** Lets a process, what it will start and the rest of its session go before the other work of the machine, where the
 *  system allows it (root). Linux shares the processors between sessions first ("autogroups", each has a nice value of
 *  its own), and PostgreSQL and Redis are sessions of their own: without this a stack of many processes in one session is
 *  crowded out where one process is not, and the ratio says something about the machine's other work. */
export const takePrecedence = (pid: number) => setNice(pid, NICE)
export const giveBack = (pid: number) => setNice(pid, 0)

function setNice(pid: number, nice: number) {
  try {
    setPriority(pid, nice)
    writeFileSync(`/proc/${pid}/autogroup`, String(nice))
    return true
  } catch {
    return false
  }
}
