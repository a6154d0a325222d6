-- What a task waits for, as far as the reader may see it, without what is in the trash: all of them, and how many are open.
-- Null where there is nothing. The function of the same name for any reader goes when no release calls it any more.
CREATE FUNCTION task_blockers(task uuid, reader uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('ids', json_agg(b.id ORDER BY b.id), 'open', count(*) FILTER (WHERE s."group"::"Group" < 'completed'))
    FROM "Relation" r JOIN "Task" b ON b.id = r."fromId" JOIN "Status" s ON s.id = b."statusId"
   WHERE r."toId" = task AND r.kind = 'blocks' AND b."trashedAt" IS NULL
     AND EXISTS (SELECT FROM "ProjectAccess" a WHERE a."projectId" = b."projectId" AND a."userId" = reader AND a.role >= 'viewer')
  HAVING count(*) > 0
$$;
