-- Who runs the installation sees how it fares, and nothing of what is in it.
ALTER TABLE "User" ADD COLUMN     "isOperator" BOOLEAN NOT NULL DEFAULT false;

-- Where there are people already: whoever has been here longest.
UPDATE "User" SET "isOperator" = true WHERE id = (
  SELECT id FROM "User" WHERE "disabledAt" IS NULL ORDER BY "createdAt", id LIMIT 1);
