import type { PlaceName } from './stage.ts'

/** Who is asked where. In the archived project rights are those of the open one but for what it refuses. */
export const walks: Record<string, PlaceName[]> = {
  owner: ['open', 'private', 'archived', 'elsewhere'],
  admin: ['open'],
  member: ['open', 'archived'],
  commenter: ['open'],
  viewer: ['open', 'archived'],
  guest: ['open', 'private'],
  guest_viewer: ['open', 'private'],
  guest_member: ['open', 'private', 'archived'],
  guest_admin: ['private'],
  task_member: ['private'],
  task_viewer: ['open', 'private', 'archived'],
  task_commenter: ['open', 'private', 'archived'],
  founder: ['open', 'private', 'archived'],
  team_admin: ['private'],
  author: ['open', 'private', 'archived'],
  former: ['open'],
  stranger: ['open', 'private', 'elsewhere'],
}
