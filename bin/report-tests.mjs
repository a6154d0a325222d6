// Says how many tests of build/tests.json passed and failed, which ten took longest, and which passed only when tried again.
// Exits 1 where those are more than a busy machine explains.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const { testResults, ...sums } = JSON.parse(readFileSync('build/tests.json', 'utf8'))
const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ title, duration, status, invocations }) => ({
    ...{ file: relative('.', name), title, duration },
    isUnsteady: status === 'passed' && invocations > 1,
  })),
)
const UNSTEADY_MAX = 3
const files = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
  file: relative('.', name),
  title: 'the whole file',
  duration: endTime - startTime,
  ownMs: assertionResults.reduce((sum, { duration }) => sum + duration, 0),
}))
const row = ({ file, title, duration }) =>
  `${(duration / 1000).toFixed(1).padStart(7)} s  ${file}: ${title}`
const slowest = (all) => all.sort((a, b) => b.duration - a.duration).slice(0, 10)

console.log(`The slowest tests\n${slowest(tests).map(row).join('\n')}`)
console.log(
  `${sums.numPassedTests} passed, ${sums.numFailedTests + sums.numRuntimeErrorTestSuites} failed; ` +
    `starting and stopping took ${startingSeconds()} s of ${seconds(files)} s`,
)

const unsteady = tests.filter(({ isUnsteady }) => isUnsteady)
if (unsteady.length > 0)
  console.log(`Passed only when tried again\n${unsteady.map(row).join('\n')}`)
if (unsteady.length > UNSTEADY_MAX) {
  console.log(`At most ${UNSTEADY_MAX} may, or something is wrong.`)
  process.exitCode = 1
}

function startingSeconds() {
  return seconds(files.map(({ duration, ownMs }) => ({ duration: duration - ownMs })))
}

function seconds(timed) {
  return Math.round(timed.reduce((sum, { duration }) => sum + duration, 0) / 1000)
}
