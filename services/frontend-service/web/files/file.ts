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
export const isPicture = ({ type }: Pick<FileRow, 'type'>) => shownTypes.includes(type)

export const downloadUrl = ({ id }: Pick<FileRow, 'id'>) => `/files/${id}/content`
export const pictureUrl = ({ id }: Pick<FileRow, 'id'>) => `/files/${id}/content?inline=1`

/** A name in two parts, so that its ending is never cut off. */
export function partsOf(name: string) {
  const at = name.lastIndexOf('.')
  const isEnding = at > 0 && name.length - at <= 8
  return isEnding ? { stem: name.slice(0, at), ending: name.slice(at) } : { stem: name, ending: '' }
}
