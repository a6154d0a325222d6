import type { ReactNode } from 'react'

const ring = (colour: string) => <circle cx="8" cy="8" r="5.75" stroke={`var(${colour})`} />
const disc = (colour: string) => <circle cx="8" cy="8" r="6.55" fill={`var(${colour})`} />

/** Drawn in a box of 16 with a stroke of 1.6. */
export const shapes: Record<string, ReactNode> = {
  backlog: (
    <circle
      cx="8"
      cy="8"
      r="5.75"
      stroke="var(--st-backlog)"
      strokeDasharray="2.4 2.11"
      strokeDashoffset="1.2"
    />
  ),
  unstarted: ring('--st-unstarted'),
  started: (
    <>
      {ring('--st-started')}
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="var(--st-started)" />
    </>
  ),
  review: (
    <>
      {ring('--st-started')}
      <path d="M8 8V4.5A3.5 3.5 0 1 1 4.5 8z" fill="var(--st-started)" />
    </>
  ),
  completed: (
    <>
      {disc('--st-completed')}
      <path
        d="m5.2 8.2 2 2 3.7-4.1"
        stroke="var(--st-glyph)"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  cancelled: (
    <>
      {disc('--st-cancelled')}
      <path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2" stroke="var(--st-glyph)" strokeLinecap="round" />
    </>
  ),
}
