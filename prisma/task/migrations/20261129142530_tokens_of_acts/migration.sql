-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "tokenId" UUID,
ADD COLUMN     "tokenName" TEXT;
