-- AlterTable
ALTER TABLE "File" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
