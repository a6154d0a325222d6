-- AlterTable
ALTER TABLE "File" ADD COLUMN     "reservedUntil" TIMESTAMPTZ(3);
