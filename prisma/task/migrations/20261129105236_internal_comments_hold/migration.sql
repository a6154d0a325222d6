ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_internalTaskId_fkey";
ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_one_task_check";
