import type { PrismaClient } from '#db/file'
import { BATCH, purgeDeleted } from '../../chassis/feed/purge-deleted.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Storage } from './storage.ts'
import { sweep } from './sweeper.ts'

interface Files {
  readonly db: PrismaClient
  readonly storage: Storage
  readonly log: Logger
}

/** Purges the files of deleted workspaces, bytes first. */
export const purgeWorkspaces = ({ db, storage, log }: Files) =>
  purgeDeleted({ db, steps: [mark, () => sweep(db, storage), ...rows], log })

const theirs = `select p.id from "Project" p where p."workspaceId" = $1::uuid`

const mark = `
  update "File" set state = 'purging' where id in (
    select id from "File" where "projectId" in (${theirs}) and state <> 'purging' limit ${BATCH})`

const rows = [
  `delete from "TaskRef" where id in (select id from "TaskRef" where "projectId" in (${theirs}) limit ${BATCH})`,
  `delete from "Project" where id in (${theirs} limit 10)`,
  `delete from "Member" where "workspaceId" = $1::uuid`,
  `delete from "ParkedEvent" where event->>'workspaceId' = $1::uuid::text`,
  'delete from "Workspace" where id = $1::uuid',
  'delete from "DeletedWorkspace" where "workspaceId" = $1::uuid',
]
