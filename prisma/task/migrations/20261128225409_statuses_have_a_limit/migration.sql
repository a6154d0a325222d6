-- AlterTable
ALTER TABLE "Status" ADD COLUMN "wipLimit" INTEGER;

-- Statuses that were made later stood after all others: each stands in its group now, in the order that it has there.
UPDATE "Status" s SET rank = o.rank
  FROM (SELECT id, row_number() OVER (PARTITION BY "projectId" ORDER BY "group"::"Group", rank, id) - 1 AS rank FROM "Status") o
 WHERE s.id = o.id AND s.rank <> o.rank;
