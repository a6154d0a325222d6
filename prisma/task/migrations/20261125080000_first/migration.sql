CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- UUIDv7: the moment in milliseconds, then random bits; ids of later rows sort later. PostgreSQL 18 has its own.
CREATE FUNCTION uuid_v7(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Rank of a task that was never moved, the same as rankOf() in task-service/ranks.ts.
CREATE FUNCTION rank_of(number integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'e' || string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    (number / (62 ^ place)::integer) % 62 + 1, 1), '' ORDER BY place DESC) FROM generate_series(0, 4) place
$$;

CREATE TABLE "Workspace" (
    "id" UUID NOT NULL,
    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Member" (
    "workspaceId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    CONSTRAINT "Member_pkey" PRIMARY KEY ("workspaceId","userId")
);

CREATE TABLE "ProjectMember" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    CONSTRAINT "ProjectMember_pkey" PRIMARY KEY ("projectId","userId")
);

CREATE TABLE "Cursor" (
    "feed" TEXT NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "Cursor_pkey" PRIMARY KEY ("feed")
);

CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL DEFAULT 'blue',
    "description" TEXT NOT NULL DEFAULT '',
    "visibility" TEXT NOT NULL DEFAULT 'open',
    "lastNumber" INTEGER NOT NULL DEFAULT 0,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Status" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    CONSTRAINT "Status_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Label" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "statusId" UUID NOT NULL,
    "priority" TEXT NOT NULL DEFAULT 'none',
    "dueDate" TEXT,
    -- Compared byte by byte, as the browser compares it.
    "rank" TEXT COLLATE "C" NOT NULL,
    "assigneeIds" UUID[],
    "labelIds" UUID[],
    "commentCount" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" TIMESTAMPTZ(3),
    "archivedAt" TIMESTAMPTZ(3),
    "trashedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "seq" BIGINT,
    "workspaceId" UUID NOT NULL,
    "projectId" UUID,
    "taskId" UUID,
    "actorId" UUID,
    "via" TEXT NOT NULL DEFAULT 'web',
    "actionId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "IdempotencyKey" (
    "userId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("userId","key")
);

CREATE INDEX "Member_userId_idx" ON "Member"("userId");
CREATE INDEX "ProjectMember_userId_idx" ON "ProjectMember"("userId");
CREATE UNIQUE INDEX "Project_workspaceId_key_key" ON "Project"("workspaceId", "key");
CREATE UNIQUE INDEX "Status_projectId_name_key" ON "Status"("projectId", "name");
CREATE UNIQUE INDEX "Label_projectId_name_key" ON "Label"("projectId", "name");
CREATE UNIQUE INDEX "Task_projectId_number_key" ON "Task"("projectId", "number");
CREATE UNIQUE INDEX "Task_projectId_rank_key" ON "Task"("projectId", "rank");
CREATE INDEX "Comment_taskId_id_idx" ON "Comment"("taskId", "id");
CREATE UNIQUE INDEX "Event_seq_key" ON "Event"("seq");
CREATE INDEX "Event_taskId_seq_idx" ON "Event"("taskId", "seq");
CREATE INDEX "Event_projectId_seq_idx" ON "Event"("projectId", "seq");
CREATE INDEX "Event_workspaceId_seq_idx" ON "Event"("workspaceId", "seq");

-- What the schema language cannot say: partial and expression indexes of the hot statements.
CREATE INDEX "Event_unstamped_idx" ON "Event"("id") WHERE "seq" IS NULL;
CREATE INDEX "Task_board_idx" ON "Task"("projectId", "statusId", "rank") WHERE "trashedAt" IS NULL AND "archivedAt" IS NULL;
CREATE INDEX "Task_list_idx" ON "Task"("projectId", "rank") WHERE "trashedAt" IS NULL AND "archivedAt" IS NULL;
CREATE INDEX "Task_assignees_idx" ON "Task" USING gin ("assigneeIds");
CREATE INDEX "Task_labels_idx" ON "Task" USING gin ("labelIds");
CREATE INDEX "Task_title_idx" ON "Task" USING gin (lower("title") gin_trgm_ops);

ALTER TABLE "Member" ADD CONSTRAINT "Member_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ProjectMember" ADD CONSTRAINT "ProjectMember_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Project" ADD CONSTRAINT "Project_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Status" ADD CONSTRAINT "Status_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Label" ADD CONSTRAINT "Label_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Task" ADD CONSTRAINT "Task_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Task" ADD CONSTRAINT "Task_statusId_fkey" FOREIGN KEY ("statusId") REFERENCES "Status"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;
