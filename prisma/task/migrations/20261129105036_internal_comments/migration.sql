-- What asks for the comments of a task by "taskId", as the previous release does, finds no internal one.
-- It reads the column only of rows that it found by it, so it meets no null there.
-- squawk-ignore ban-drop-not-null
ALTER TABLE "Comment" ADD COLUMN "internalTaskId" UUID, ALTER COLUMN "taskId" DROP NOT NULL;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_internalTaskId_fkey" FOREIGN KEY ("internalTaskId") REFERENCES "Task"("id")
  ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_one_task_check" CHECK (num_nonnulls("taskId", "internalTaskId") = 1) NOT VALID;

ALTER TABLE "Task" ADD COLUMN "internalCommentCount" INTEGER NOT NULL DEFAULT 0;
