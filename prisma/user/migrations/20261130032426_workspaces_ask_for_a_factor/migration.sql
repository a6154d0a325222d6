-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "factorRequiredAt" TIMESTAMPTZ(3);
