-- AlterTable
ALTER TABLE "View" ADD COLUMN     "subGroupBy" "Grouping";
