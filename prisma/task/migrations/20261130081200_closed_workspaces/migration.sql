-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "closedAt" TIMESTAMPTZ(3);
