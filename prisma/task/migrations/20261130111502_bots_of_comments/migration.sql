-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
