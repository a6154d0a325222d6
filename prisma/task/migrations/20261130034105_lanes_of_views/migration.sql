-- CreateEnum
CREATE TYPE "LaneKind" AS ENUM ('assignee', 'priority', 'label', 'parent');

-- AlterTable
ALTER TABLE "View" ADD COLUMN     "subBy" "LaneKind";
