-- AlterTable
ALTER TABLE "ProjectTeam" ADD COLUMN     "botId" UUID,
ADD COLUMN     "botName" TEXT;
