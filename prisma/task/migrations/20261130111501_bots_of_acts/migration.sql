-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
