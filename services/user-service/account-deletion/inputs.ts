import { forgottenPassword, startedFactor } from '../contract.ts'

/** `email`: as its owner typed it, so that nobody does it by accident. */
export const deletedAccount = startedFactor.extend(forgottenPassword.pick({ email: true }).shape)
