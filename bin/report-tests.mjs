// Says how many tests of build/tests.json passed and failed, and which ten took longest.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const { testResults, ...sums } = JSON.parse(readFileSync('build/tests.json', 'utf8'))
const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ title, duration }) => ({ file: relative('.', name), title, duration })),
)
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

function startingSeconds() {
  return seconds(files.map(({ duration, ownMs }) => ({ duration: duration - ownMs })))
}

function seconds(timed) {
  return Math.round(timed.reduce((sum, { duration }) => sum + duration, 0) / 1000)
}
