-- CreateTable
CREATE TABLE "TaskGrant" (
    "taskId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "givenById" UUID NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TaskGrant_pkey" PRIMARY KEY ("taskId","userId"),
    -- Whoever changes a task meets the labels, statuses and other tasks of its project.
    CONSTRAINT "TaskGrant_role_check" CHECK ("role" IN ('viewer', 'commenter'))
);

-- CreateIndex
CREATE INDEX "TaskGrant_workspaceId_userId_idx" ON "TaskGrant"("workspaceId", "userId");

-- CreateIndex
CREATE INDEX "TaskGrant_projectId_userId_idx" ON "TaskGrant"("projectId", "userId");

-- AddForeignKey
ALTER TABLE "TaskGrant" ADD CONSTRAINT "TaskGrant_workspaceId_userId_fkey" FOREIGN KEY ("workspaceId", "userId") REFERENCES "Member"("workspaceId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;
