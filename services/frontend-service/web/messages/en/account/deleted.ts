import type { deleted as ko } from '../../ko/account/deleted.ts'

export const deleted: typeof ko = {
  lead: 'Your account is deleted. You can sign up again with the same address.',
}
