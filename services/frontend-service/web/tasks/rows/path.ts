/** The place of a row among rows that have others below them: ids from the top down. */
export const levelOf = (path: string) => path.split(' ').length

/** The place of what a row is part of; '' at the top. */
export const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf(' ')))

/** How much of what two rows stand below is the same, from themselves up: they may be in different groups by now. */
export function commonAbove(path: string, other: string) {
  const [these = [], those = []] = [path, other].map((each) =>
    ['', ...above(each).split(' ')].reverse(),
  )
  const end = these.findIndex((id, level) => id !== those[level])
  return end < 0 ? these.length : end
}
