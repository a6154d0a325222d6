-- AlterTable
ALTER TABLE "User" ADD COLUMN     "shortcuts" JSONB NOT NULL DEFAULT '{"changed":{},"hasLetters":true}';
