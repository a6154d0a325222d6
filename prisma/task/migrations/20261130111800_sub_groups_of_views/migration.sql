-- AlterTable
ALTER TABLE "View" ADD COLUMN     "subGroupBy" "Grouping" NOT NULL DEFAULT 'none';
