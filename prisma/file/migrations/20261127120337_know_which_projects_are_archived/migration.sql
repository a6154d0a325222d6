-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "archived" BOOLEAN;
