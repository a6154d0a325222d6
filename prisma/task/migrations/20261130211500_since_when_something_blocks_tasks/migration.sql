-- When something was first said to block a task. It stays when that is taken back: whoever looks for what is blocked looks among
-- these alone.
ALTER TABLE "Task" ADD COLUMN     "firstBlockedAt" TIMESTAMPTZ(3);
