import { fileWords } from './file-words.ts'

const KIB = 1024
const units = ['KB', 'MB', 'GB'] as const

/** 27 B, 14 KB, 1.8 MB, 10 GB */
export function sizeWords(bytes: number) {
  if (bytes < KIB) return fileWords().bytes(bytes)
  let size = bytes / KIB
  let unit: string = units[0]
  for (const next of units.slice(1)) {
    if (size < KIB) break
    size /= KIB
    unit = next
  }
  const digits = size < 10 && !Number.isInteger(size) ? 1 : 0
  return `${size.toFixed(digits)} ${unit}`
}
