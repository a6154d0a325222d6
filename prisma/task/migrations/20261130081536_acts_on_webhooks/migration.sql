-- What was done to webhooks, until user-service has it in the audit log.
CREATE TYPE "WebhookActKind" AS ENUM ('made', 'changed', 'secret_renewed', 'removed', 'stopped');

CREATE TABLE "WebhookAct" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" "WebhookActKind" NOT NULL,
    "workspaceId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "webhookId" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "actorId" UUID,
    "tokenId" UUID,
    "network" TEXT NOT NULL DEFAULT '',
    "facts" JSONB NOT NULL,

    CONSTRAINT "WebhookAct_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "WebhookAct_at_idx" ON "WebhookAct"("at");
