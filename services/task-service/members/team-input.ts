import { announced, supposedTeam } from '../access/reader-input.ts'

const byProjectTeam = supposedTeam.omit({ role: true })
/** Owners are people: a project keeps one who was made that by name. */
export const teamRole = supposedTeam.shape.role.unwrap()
export const announcedTeam = byProjectTeam.extend({ role: teamRole, announced })
export const announcedTeamRemoval = byProjectTeam.extend({ announced })
