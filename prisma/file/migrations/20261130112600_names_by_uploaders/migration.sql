-- The name as its uploader gave it, for whoever sees the file no more. Nobody noted who renamed those of before.
ALTER TABLE "File" ADD COLUMN     "nameByUploader" TEXT;
