-- The table is new and empty; a file of its own, because one before holds the members.
ALTER TABLE "TaskGrant" ADD CONSTRAINT "TaskGrant_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
