-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "undoes" UUID;
