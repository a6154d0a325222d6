-- When all teams of a workspace were told of again, so that it is not done over and over.
ALTER TABLE "Workspace" ADD COLUMN     "teamsToldAt" TIMESTAMPTZ(3);
