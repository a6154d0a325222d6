-- Where the attempts came from that are counted: each network has an entry of its own.
ALTER TABLE "FailedTry" ADD COLUMN     "networks" JSONB NOT NULL DEFAULT '{}';
