-- Who runs the installation sees how it fares, and nothing of what is in it.
ALTER TABLE "User" ADD COLUMN     "isOperator" BOOLEAN NOT NULL DEFAULT false;
