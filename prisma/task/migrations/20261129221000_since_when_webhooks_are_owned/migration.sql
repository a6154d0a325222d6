-- What a target answered before its webhook changed hands is not for the new owner. Who owned the webhooks that there are when
-- is not known: what they were answered until now is for nobody.
ALTER TABLE "Webhook" ADD COLUMN "ownedSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
