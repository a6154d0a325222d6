-- CreateEnum
CREATE TYPE "Grouping" AS ENUM ('status', 'priority', 'assignee', 'due', 'label', 'none');

-- AlterTable
ALTER TABLE "View" ADD COLUMN     "groupBy" "Grouping" NOT NULL DEFAULT 'status';
