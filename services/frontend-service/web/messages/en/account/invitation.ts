import type { invitation as ko } from '../../ko/account/invitation.ts'

export const invitation: typeof ko = {
  title: (workspace) => `You are invited to ${workspace}`,
  lead: (inviter, role) => `${inviter} invites you as ${role.toLowerCase()}.`,
  accept: 'Accept invitation',
  acceptAs: (email) => `You join as ${email}.`,
  gone: 'This invitation cannot be used any more',
  goneLead: 'The link has expired or was used. Ask for a new one.',
  signIn: 'Sign in to accept',
}
