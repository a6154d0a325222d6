-- A letter about a sign-in on a new device says which one; how many there were lately is counted.
ALTER TABLE "Letter" ADD COLUMN "device" TEXT;

ALTER TABLE "Session" ADD COLUMN "toldAt" TIMESTAMPTZ(3);
