import { m } from '../messages.ts'
import type { Outputs } from '../trpc.ts'

export type FileRow = Outputs['file']['files']['list']['items'][number]
export type Category = FileRow['category']

export const categories = [
  'document',
  'design',
  'image',
  'contract',
  'other',
] as const satisfies readonly Category[]

/** What the server sends for showing; all else is only ever downloaded. */
const shownTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
export const isPicture = ({ type }: FileRow) => shownTypes.includes(type)

export const downloadUrl = ({ id }: FileRow) => `/files/${id}/content`
export const pictureUrl = ({ id }: FileRow) => `/files/${id}/content?inline=1`

const KIB = 1024
const units = ['KB', 'MB', 'GB'] as const

/** 27 B, 14 KB, 1.8 MB, 10 GB */
export function sizeWords(bytes: number) {
  if (bytes < KIB) return m.files.bytes(bytes)
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

/** A name in two parts, so that its ending is never cut off. */
export function partsOf(name: string) {
  const at = name.lastIndexOf('.')
  const isEnding = at > 0 && name.length - at <= 8
  return isEnding ? { stem: name.slice(0, at), ending: name.slice(at) } : { stem: name, ending: '' }
}
