-- Where there are people already: whoever has been here longest.
UPDATE "User" SET "isOperator" = true WHERE id = (
  SELECT id FROM "User" WHERE "disabledAt" IS NULL ORDER BY "createdAt", id LIMIT 1);
