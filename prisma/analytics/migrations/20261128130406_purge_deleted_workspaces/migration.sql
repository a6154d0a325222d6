-- CreateTable
CREATE TABLE "DeletedWorkspace" (
    "workspaceId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeletedWorkspace_pkey" PRIMARY KEY ("workspaceId")
);
