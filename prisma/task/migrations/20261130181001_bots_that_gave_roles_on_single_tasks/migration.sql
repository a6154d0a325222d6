-- AlterTable
ALTER TABLE "TaskGrant" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
