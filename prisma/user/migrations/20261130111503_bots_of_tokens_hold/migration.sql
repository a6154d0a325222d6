ALTER TABLE "ApiToken" VALIDATE CONSTRAINT "ApiToken_botId_fkey";
