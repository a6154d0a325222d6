-- CreateTable
CREATE TABLE "Bot" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Bot_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Bot_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Bot_userId_createdAt_idx" ON "Bot"("userId", "createdAt");

-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN     "botId" UUID;

-- No token outlives its bot. The next file but one looks at the rows that are there.
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_botId_fkey" FOREIGN KEY ("botId") REFERENCES "Bot"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
