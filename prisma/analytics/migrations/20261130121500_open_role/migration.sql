-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "openRole" TEXT NOT NULL DEFAULT 'owner';
