import { files } from './files/files.ts'
import { operations } from './operations.ts'
import { personalData } from './personal-data/personal-data.ts'
import { router } from './trpc.ts'
import { uploads } from './uploads/create.ts'
import { usage } from './uploads/quota.ts'

export const browserRouter = router({ files, uploads, usage })
export type FileRouter = typeof browserRouter

export const serviceRouter = router({ personalData, operations })
export type FileServiceRouter = typeof serviceRouter
