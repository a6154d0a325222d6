import { z } from 'zod'
import { id, line } from '../chassis/text.ts'

/** What a file is for; one per file. */
export const categories = ['document', 'design', 'image', 'contract', 'other'] as const
export const category = z.enum(categories)
export type Category = z.infer<typeof category>

/** Types that a browser may show in place; everything else is only ever downloaded. */
export const inlineTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

/** Characters of a file's name. */
export const FILE_NAME_MAX = 255
/** Bytes all files of a project may have together, the trash included. */
export const PROJECT_LIMIT_BYTES = 10 * 1024 ** 3

/** Marks that turn the reading direction: `exe.gpj` would read as `jpg.exe`. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A name as it is shown; it never becomes a path. */
export const fileName = z
  .string()
  .transform((value) => value.replace(turning, ''))
  .pipe(line(FILE_NAME_MAX))

export const newUpload = z.strictObject({
  projectId: id,
  taskId: id.optional(),
  name: fileName,
  /** Exactly what will be sent. */
  sizeBytes: z.int().min(0),
  /** Left out: `image` for pictures, else `document`. */
  category: category.optional(),
})

export const byId = z.strictObject({ id })
export const byProject = z.strictObject({ projectId: id })
export const renamed = z.strictObject({ id, name: fileName })
export const categorized = z.strictObject({ id, category })
export const attached = z.strictObject({ id, taskId: id })

export const filesOfTask = z.strictObject({
  taskId: id,
  /** `nextCursor` of the page before. */
  cursor: id.optional(),
  limit: z.int().min(1).max(100).default(50),
})

export const fileFilter = z.strictObject({
  projectId: id,
  taskId: id.optional(),
  category: category.optional(),
  /** Only what lies in the trash. */
  trashed: z.boolean().optional(),
  /** `nextCursor` of the page before. */
  cursor: id.optional(),
  limit: z.int().min(1).max(100).default(50),
})
