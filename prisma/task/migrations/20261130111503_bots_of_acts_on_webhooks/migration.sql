-- AlterTable
ALTER TABLE "WebhookAct" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
