-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
