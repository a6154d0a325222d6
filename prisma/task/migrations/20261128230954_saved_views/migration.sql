-- CreateEnum
CREATE TYPE "ViewKind" AS ENUM ('list', 'board');

-- CreateEnum
CREATE TYPE "ViewScope" AS ENUM ('private', 'project');

-- CreateTable
CREATE TABLE "View" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ViewKind" NOT NULL,
    "scope" "ViewScope" NOT NULL,
    "q" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "View_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "View_projectId_idx" ON "View"("projectId");

-- AddForeignKey
ALTER TABLE "View" ADD CONSTRAINT "View_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
