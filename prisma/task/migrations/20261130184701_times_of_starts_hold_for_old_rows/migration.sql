ALTER TABLE "Task" VALIDATE CONSTRAINT "Task_startTime_check";
