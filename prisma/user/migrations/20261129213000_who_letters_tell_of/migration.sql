-- Who did what a letter tells of, where that was somebody else than its reader.
alter table "Letter" add column "byId" uuid;
