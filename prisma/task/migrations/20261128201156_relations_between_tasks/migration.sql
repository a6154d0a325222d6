-- CreateEnum
CREATE TYPE "RelationKind" AS ENUM ('blocks', 'relates', 'duplicates');

-- CreateTable
CREATE TABLE "Relation" (
    "id" UUID NOT NULL,
    "kind" "RelationKind" NOT NULL,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Relation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Relation_toId_idx" ON "Relation"("toId");

-- CreateIndex
CREATE UNIQUE INDEX "Relation_fromId_toId_kind_key" ON "Relation"("fromId", "toId", "kind");

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Relation" ADD CONSTRAINT "Relation_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a task waits for, without what is in the trash: all of them, and how many are open. Null where there is nothing.
CREATE FUNCTION task_blockers(task uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('ids', json_agg(b.id ORDER BY b.id), 'open', count(*) FILTER (WHERE s."group"::"Group" < 'completed'))
    FROM "Relation" r JOIN "Task" b ON b.id = r."fromId" JOIN "Status" s ON s.id = b."statusId"
   WHERE r."toId" = task AND r.kind = 'blocks' AND b."trashedAt" IS NULL
  HAVING count(*) > 0
$$;
