import type { ReactNode } from 'react'

const shapes = {
  bar: (colour: string) => <rect width="10" height="10" rx="2.2" fill={colour} />,
  dot: (colour: string) => <circle cx="5" cy="5" r="3.6" fill={colour} />,
  line: (colour: string) => <line x2="10" y1="5" y2="5" stroke={colour} strokeWidth="1.75" />,
  dashes: (colour: string) => (
    <line x2="16" y1="5" y2="5" stroke={colour} strokeWidth="1.75" strokeDasharray="5 3" />
  ),
}

interface Props {
  shape: keyof typeof shapes
  /** A CSS colour, normally a token. */
  colour: string
  children: ReactNode
}

/** What one mark of a chart stands for. */
export const Legend = ({ shape, colour, children }: Props) => (
  <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
    <svg aria-hidden="true" width={shape === 'dashes' ? 16 : 10} height="10">
      {shapes[shape](colour)}
    </svg>
    {children}
  </span>
)
