-- Whether an address that an account had was proved.
ALTER TABLE "FormerAddress" ADD COLUMN     "provedAt" TIMESTAMPTZ(3);
