-- AlterTable
ALTER TABLE "Letter" ADD COLUMN     "path" TEXT;
