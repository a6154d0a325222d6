import { id, line } from '../../chassis/text.ts'
import { byWorkspace } from '../contract.ts'
import { NAME_MAX } from '../limits.ts'

export const byTeam = byWorkspace.extend({ id })
export const newTeam = byWorkspace.extend({ name: line(NAME_MAX) })
export const renamedTeam = byTeam.extend({ name: line(NAME_MAX) })
export const byTeamMember = byTeam.extend({ userId: id })
