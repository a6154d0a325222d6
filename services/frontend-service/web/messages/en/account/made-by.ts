import type { madeBy as ko } from '../../ko/account/made-by.ts'

export const madeBy: typeof ko = {
  botFor: (bot, owner) => `${bot} (bot for ${owner})`,
  ofBot: (said) => said,
  uploaded: (who) => `Uploaded by ${who}`,
}
