-- Which acts of other services stand in the audit log: one that is told twice is written down once.
CREATE TABLE "ToldAct" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ToldAct_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ToldAct_at_idx" ON "ToldAct"("at");
