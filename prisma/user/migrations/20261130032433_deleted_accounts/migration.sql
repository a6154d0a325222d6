-- Which people of a workspace are accounts that were deleted: their ids, and nothing else.
CREATE TABLE "DeletedAccount" (
    "workspaceId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeletedAccount_pkey" PRIMARY KEY ("workspaceId","userId"),
    CONSTRAINT "DeletedAccount_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "DeletedAccount_workspaceId_at_idx" ON "DeletedAccount"("workspaceId", "at");

-- Of a letter whose reader has no account any more.
ALTER TABLE "Letter" ADD COLUMN "locale" TEXT;
