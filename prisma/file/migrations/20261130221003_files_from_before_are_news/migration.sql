INSERT INTO "FileNews" ("taskId") SELECT DISTINCT "taskId" FROM "Attachment";
