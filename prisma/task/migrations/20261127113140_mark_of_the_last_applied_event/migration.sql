-- AlterTable
ALTER TABLE "Cursor" ADD COLUMN     "mark" TEXT;
