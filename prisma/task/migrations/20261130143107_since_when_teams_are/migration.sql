-- None for teams that came before this release: they are older than whatever it is told of all teams.
ALTER TABLE "Team" ADD COLUMN     "createdAt" TIMESTAMPTZ(3);
-- A release that does not know of it makes teams too.
ALTER TABLE "Team" ALTER COLUMN "createdAt" SET DEFAULT CURRENT_TIMESTAMP;
