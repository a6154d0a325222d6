-- AlterTable
ALTER TABLE "SignIn" ADD COLUMN     "label" TEXT,
ADD COLUMN     "subject" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "linksByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ownerProvedAt" TIMESTAMPTZ(3);
