import { deleteWorkspace as en } from '../messages/en/account/delete-workspace.ts'
import { deleteWorkspace as ko } from '../messages/ko/account/delete-workspace.ts'
import { inLanguage } from '../messages.ts'

/** About deleting a workspace, in the language on screen. The words come with what shows them. */
export const deletionWords = inLanguage({ ko, en })
