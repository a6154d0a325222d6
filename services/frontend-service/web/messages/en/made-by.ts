import type { madeBy as ko } from '../ko/made-by.ts'

export const madeBy: typeof ko = {
  botFor: (bot, owner) => `${bot} (bot for ${owner})`,
  ofBot: (said) => said,
  uploaded: (who) => `Uploaded by ${who}`,
}
