/** The place of a row among rows that have others below them: ids from the top down. */
export const levelOf = (path: string) => path.split(' ').length

/** The place of what a row is part of; '' at the top. */
export const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf(' ')))
