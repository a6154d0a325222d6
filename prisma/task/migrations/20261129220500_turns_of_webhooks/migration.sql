-- A webhook that was served is behind those that were not: a backlog does not precede what is new to others. The previous
-- release leaves it alone, and by that goes on in the order of what is due.
ALTER TABLE "Webhook" ADD COLUMN "servedAt" TIMESTAMPTZ(3);
