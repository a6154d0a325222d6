-- What a task waits for, without what is in the trash. Who asks sees of it what "ProjectAccess" lets them see: rows of tasks say it by
-- "task_blockers", filters look here by themselves.
CREATE VIEW "Blocker" AS
SELECT r."toId" AS "taskId", b.id, b."projectId", s."group"::"Group" < 'completed' AS "isOpen"
  FROM "Relation" r JOIN "Task" b ON b.id = r."fromId" JOIN "Status" s ON s.id = b."statusId"
 WHERE r.kind = 'blocks' AND b."trashedAt" IS NULL;

-- As it was, of the view.
CREATE OR REPLACE FUNCTION task_blockers(task uuid, reader uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('ids', json_agg(b.id ORDER BY b.id), 'open', count(*) FILTER (WHERE b."isOpen"))
    FROM "Blocker" b
   WHERE b."taskId" = task
     AND EXISTS (SELECT FROM "ProjectAccess" a WHERE a."projectId" = b."projectId" AND a."userId" = reader AND a.role >= 'viewer')
  HAVING count(*) > 0
$$;
