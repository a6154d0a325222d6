-- CreateEnum
CREATE TYPE "Emoji" AS ENUM ('thumbs_up', 'heart', 'party', 'smile', 'eyes', 'thanks', 'done', 'confused');

-- CreateTable
CREATE TABLE "Reaction" (
    "commentId" UUID NOT NULL,
    "emoji" "Emoji" NOT NULL,
    "userId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reaction_pkey" PRIMARY KEY ("commentId","emoji","userId")
);

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
