import { files } from './files.ts'
import { router } from './trpc.ts'
import { uploads } from './uploads.ts'
import { usage } from './usage.ts'

export const browserRouter = router({ files, uploads, usage })
export type FileRouter = typeof browserRouter

export const serviceRouter = router({})
export type FileServiceRouter = typeof serviceRouter
