-- None for teams that came before this release: they are older than whatever it is told of all teams.
ALTER TABLE "Team" ADD COLUMN     "createdAt" TIMESTAMPTZ(3);
