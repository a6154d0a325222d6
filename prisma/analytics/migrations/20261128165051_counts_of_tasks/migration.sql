-- Followers begin with this lock: one that finds it taken tries again, without an event having failed.
SELECT FROM "Cursor" FOR UPDATE;

-- CreateTable
CREATE TABLE "StatusCount" (
    "projectId" UUID NOT NULL,
    "statusId" UUID NOT NULL,
    "dueDate" TEXT NOT NULL,
    "tasks" INTEGER NOT NULL,

    CONSTRAINT "StatusCount_pkey" PRIMARY KEY ("projectId","statusId","dueDate")
);

-- CreateTable
CREATE TABLE "QuarterCount" (
    "projectId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,

    -- With the counts, so that a report reads the index alone.
    CONSTRAINT "QuarterCount_pkey" PRIMARY KEY ("projectId","at") INCLUDE ("created","completed")
);

-- AddForeignKey
ALTER TABLE "StatusCount" ADD CONSTRAINT "StatusCount_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatusCount" ADD CONSTRAINT "StatusCount_statusId_fkey" FOREIGN KEY ("statusId") REFERENCES "Status"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuarterCount" ADD CONSTRAINT "QuarterCount_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counts everything anew. It waits for those who write tasks, and they for it; readers go on.
CREATE FUNCTION recount_tasks() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Cursor" FOR UPDATE;
  LOCK TABLE "TaskFact" IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM "StatusCount";
  DELETE FROM "QuarterCount";
  INSERT INTO "StatusCount" ("projectId", "statusId", "dueDate", tasks)
  SELECT t."projectId", t."statusId", CASE WHEN s."group"::"Group" < 'completed' THEN coalesce(t."dueDate", '') ELSE '' END, count(*)
    FROM "TaskFact" t JOIN "Status" s ON s.id = t."statusId"
   WHERE t."trashedAt" IS NULL
   GROUP BY 1, 2, 3;
  INSERT INTO "QuarterCount" ("projectId", at, created, completed)
  SELECT t."projectId", date_bin('15 minutes', happened.at, timestamptz '2000-01-01 00:00Z'), sum(happened.created), sum(happened.completed)
    FROM "TaskFact" t CROSS JOIN LATERAL (VALUES (t."createdAt", 1, 0), (t."completedAt", 0, 1)) happened(at, created, completed)
   WHERE t."trashedAt" IS NULL AND happened.at IS NOT NULL
   GROUP BY 1, 2;
END $$;

-- What a statement changed of the counts: rows that it added count one more, rows that it took away one less. A trigger, so
-- that the release before counts as well. Rows that go with their project leave nothing to count.
CREATE FUNCTION count_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched text := concat_ws(' UNION ALL ',
    CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT *, 1 AS sign FROM added' END,
    CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT *, -1 AS sign FROM removed' END);
BEGIN
  EXECUTE format($sql$
    INSERT INTO "StatusCount" AS known ("projectId", "statusId", "dueDate", tasks)
    SELECT t."projectId", t."statusId", CASE WHEN s."group"::"Group" < 'completed' THEN coalesce(t."dueDate", '') ELSE '' END, sum(t.sign)
      FROM (%s) t JOIN "Status" s ON s.id = t."statusId" JOIN "Project" p ON p.id = t."projectId"
     WHERE t."trashedAt" IS NULL
     GROUP BY 1, 2, 3 HAVING sum(t.sign) <> 0 ORDER BY 1, 2, 3
    ON CONFLICT ("projectId", "statusId", "dueDate") DO UPDATE SET tasks = known.tasks + excluded.tasks
  $sql$, touched);
  EXECUTE format($sql$
    INSERT INTO "QuarterCount" AS known ("projectId", at, created, completed)
    SELECT t."projectId", date_bin('15 minutes', happened.at, timestamptz '2000-01-01 00:00Z'), sum(happened.created), sum(happened.completed)
      FROM (%s) t JOIN "Project" p ON p.id = t."projectId"
     CROSS JOIN LATERAL (VALUES (t."createdAt", t.sign, 0), (t."completedAt", 0, t.sign)) happened(at, created, completed)
     WHERE t."trashedAt" IS NULL AND happened.at IS NOT NULL
     GROUP BY 1, 2 HAVING sum(happened.created) <> 0 OR sum(happened.completed) <> 0 ORDER BY 1, 2
    ON CONFLICT ("projectId", at) DO UPDATE
      SET created = known.created + excluded.created, completed = known.completed + excluded.completed
  $sql$, touched);
  RETURN NULL;
END $$;

-- All in one transaction: what was there is counted once, and so is what comes.
CREATE TRIGGER count_added AFTER INSERT ON "TaskFact" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_tasks();
CREATE TRIGGER count_changed AFTER UPDATE ON "TaskFact" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION count_tasks();
CREATE TRIGGER count_removed AFTER DELETE ON "TaskFact" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION count_tasks();
SELECT recount_tasks();
