import { josa } from '../../particles.ts'

/** Who made something, where a bot did it for somebody. */
export const madeBy = {
  /** It stands where its owner's name would. */
  botFor: (bot: string, owner: string) => `${owner} 대신 일하는 봇 ${bot}`,
  /** A bot is no person: 정리봇이, not 정리봇님이. */
  ofBot: (said: string, bot: string) => said.replace(`${bot}님이`, () => josa.i(bot)),
  uploaded: (who: string) => `${who}님이 올린 파일`,
}
