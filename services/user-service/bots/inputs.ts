import { id } from '../../chassis/text.ts'
import { byUser, namedBot, newBot, startedFactor } from '../contract.ts'

export const createdBot = startedFactor.extend(newBot.shape)
export const renamedBot = namedBot.extend({ userId: id })
export const ownBot = byUser.extend({ id })
