-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "disabledAt" TIMESTAMPTZ(3);
