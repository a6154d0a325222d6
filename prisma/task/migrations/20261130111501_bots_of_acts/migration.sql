-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;

-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;

-- AlterTable
ALTER TABLE "WebhookAct" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
