-- A task of the same project that this one is a part of. What is deleted for good leaves its subtasks behind.
ALTER TABLE "Task" ADD COLUMN "parentId" UUID;
ALTER TABLE "Task" ADD CONSTRAINT "Task_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Task"("id")
  ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;

-- What became of the parts of a task, at all levels: of those that have no parts themselves, how many are completed, and how
-- many there are without the cancelled ones; and how many of all are open. What is in the trash does not count, and
-- neither do its parts.
CREATE FUNCTION task_progress(task uuid) RETURNS json LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tree AS (
    SELECT c.id, c."parentId", c."statusId" FROM "Task" c WHERE c."parentId" = task AND c."trashedAt" IS NULL
    UNION ALL
    SELECT c.id, c."parentId", c."statusId" FROM tree, LATERAL (
      SELECT n.id, n."parentId", n."statusId" FROM "Task" n
       WHERE n."parentId" = tree.id AND n."trashedAt" IS NULL OFFSET 0) c)
  SELECT json_build_object(
           'done', count(*) FILTER (WHERE p.leaf AND p.state = 'completed'),
           'all', count(*) FILTER (WHERE p.leaf AND p.state <> 'cancelled'),
           'open', count(*) FILTER (WHERE p.state < 'completed'))
    FROM (SELECT s."group"::"Group" AS state, tree.id NOT IN (SELECT t."parentId" FROM tree t) AS leaf
            FROM tree JOIN "Status" s ON s.id = tree."statusId") p
$$;

-- Held until the transaction ends by whoever changes which task is a part of which: circles and limits are looked for
-- under it.
CREATE FUNCTION lock_tree(project uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('tree ' || project::text, 0))
$$;

-- A task and what it is a part of, nearest first, in the trash or not; `depth` counts upwards from 0.
CREATE FUNCTION task_ancestors(task uuid)
RETURNS TABLE (id uuid, number int, title text, "trashedAt" timestamptz, depth int)
LANGUAGE sql STABLE ROWS 3 AS $$
  WITH RECURSIVE line AS (
    SELECT t.id, t."parentId", t.number, t.title, t."trashedAt", 0 AS depth FROM "Task" t WHERE t.id = task
    UNION ALL
    SELECT t.id, t."parentId", t.number, t.title, t."trashedAt", line.depth + 1
      FROM line JOIN "Task" t ON t.id = line."parentId" WHERE line.depth < 20)
  SELECT id, number, title, "trashedAt", depth FROM line
$$;

-- Whether a task of the project, not in the trash, may get one more part. The queries see what was committed while the
-- lock was waited for, whatever the statement around them sees.
CREATE FUNCTION has_room_for_subtask(parent uuid, project uuid, per_task int, levels int) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM lock_tree(project);
  RETURN EXISTS (SELECT FROM "Task" t WHERE t.id = parent AND t."projectId" = project AND t."trashedAt" IS NULL)
     AND (SELECT count(*) FROM "Task" t WHERE t."parentId" = parent) < per_task
     AND (SELECT max(depth) FROM task_ancestors(parent)) < levels;
END
$$;

-- Levels of tasks below one, in the trash or not.
CREATE FUNCTION task_levels(task uuid) RETURNS int LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tree AS (
    SELECT task AS id, 0 AS depth
    UNION ALL
    SELECT c.id, tree.depth + 1 FROM tree, LATERAL (
      SELECT n.id FROM "Task" n WHERE n."parentId" = tree.id OFFSET 0) c)
  SELECT max(depth) FROM tree
$$;
