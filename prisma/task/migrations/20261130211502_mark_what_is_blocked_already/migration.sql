UPDATE "Task" t SET "firstBlockedAt" = r.at
  FROM (SELECT "toId", min("createdAt") AS at FROM "Relation" WHERE kind = 'blocks' GROUP BY "toId") r
 WHERE t.id = r."toId" AND t."firstBlockedAt" IS NULL;
