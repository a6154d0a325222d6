-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "botId" UUID;

-- No token outlives its bot. The next file but one looks at the rows that are there.
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
