import type { Member } from './people.ts'

export type Role = Member['role']

/** Strongest first; one may give and take away what one has oneself, or less. */
export const roles = [
  'owner',
  'admin',
  'member',
  'commenter',
  'viewer',
  'guest',
] as const satisfies readonly Role[]

export const rolesUpTo = (own: Role) => roles.slice(roles.indexOf(own))

export const canManage = (own: Role) => own === 'owner' || own === 'admin'
