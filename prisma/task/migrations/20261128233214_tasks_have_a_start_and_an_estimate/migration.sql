-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "estimateUnit" TEXT NOT NULL DEFAULT 'points';

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "estimate" DOUBLE PRECISION,
ADD COLUMN     "startDate" TEXT;
