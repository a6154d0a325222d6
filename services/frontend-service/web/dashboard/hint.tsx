import type { ReactNode } from 'react'

const WIDTH = 176

interface Props {
  /** Pixels inside the plot. */
  x: number
  y: number
  /** Width of the plot: the box stays inside. */
  within: number
  children: ReactNode
}

/** The exact figures under the pointer; everything in it is in the table too. */
export const Hint = ({ x, y, within, children }: Props) => (
  <div
    aria-hidden
    className="top-layer absolute z-(--z-tip) pointer-events-none grid gap-0.5 px-2.5 py-1.5 rounded-md shadow-2 text-12 nums"
    style={{
      width: WIDTH,
      left: Math.min(Math.max(0, x - WIDTH / 2), Math.max(0, within - WIDTH)),
      top: Math.max(0, y),
    }}
  >
    {children}
  </div>
)
