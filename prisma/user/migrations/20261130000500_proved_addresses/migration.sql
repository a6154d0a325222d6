-- AlterTable
ALTER TABLE "User" ADD COLUMN     "emailProvedAt" TIMESTAMPTZ(3);
