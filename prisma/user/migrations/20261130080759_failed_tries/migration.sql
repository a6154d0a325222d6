-- Wrong passwords and codes since the audit log has spoken of them: it gets one entry a minute, not each.
CREATE TABLE "FailedTry" (
    "userId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FailedTry_pkey" PRIMARY KEY ("userId","kind","step")
);

CREATE INDEX "FailedTry_since_idx" ON "FailedTry"("since");
