-- An attachment counts while its file is in the project of its task.
CREATE VIEW "TaskFile" AS
SELECT a."fileId", a."taskId", a."createdAt"
  FROM "Attachment" a
  JOIN "TaskRef" t ON t.id = a."taskId"
  JOIN "File" f ON f.id = a."fileId" AND f."projectId" = t."projectId";
