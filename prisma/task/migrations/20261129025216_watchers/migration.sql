-- CreateTable
CREATE TABLE "Watcher" (
    "taskId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "isWatching" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Watcher_pkey" PRIMARY KEY ("taskId","userId")
);

-- CreateIndex
CREATE INDEX "Watcher_userId_taskId_idx" ON "Watcher"("userId", "taskId");

-- AddForeignKey
ALTER TABLE "Watcher" ADD CONSTRAINT "Watcher_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;
