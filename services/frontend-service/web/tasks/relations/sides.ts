import type { Outputs } from '../../trpc.ts'

type Related = Outputs['task']['relations']['list'][number]

/** How another task stands to this one, in the order of the page and of the menu. */
export const sides = [
  ['waits', 'blocks', 'in'],
  ['blocks', 'blocks', 'out'],
  ['relates', 'relates', 'out'],
  ['duplicates', 'duplicates', 'out'],
  ['duplicated', 'duplicates', 'in'],
] as const
export type Side = (typeof sides)[number][0]

export const sideOf = ({ kind, side: way }: Related): Side =>
  sides.find(([, each, side]) => each === kind && (kind === 'relates' || side === way))?.[0] ??
  'relates'
