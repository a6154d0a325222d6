import { GridRows } from '@visx/grid'
import type { scaleLinear } from '@visx/scale'

/** Room around a plot, in pixels. */
export const margin = { top: 10, right: 8, bottom: 22, left: 28 }

type Scale = ReturnType<typeof scaleLinear<number>>

/** Horizontal lines with their values at the left. */
export function ValueAxis({ scale, width }: { scale: Scale; width: number }) {
  const ticks = scale.ticks(3).filter(Number.isInteger)
  return (
    <>
      <GridRows
        scale={scale}
        left={margin.left}
        width={width - margin.left}
        tickValues={ticks}
        stroke="var(--ch-grid)"
      />
      {ticks.map((tick) => (
        <text
          key={tick}
          x={margin.left - 8}
          y={(scale(tick) ?? 0) + 4}
          textAnchor="end"
          className="text-11 fill-ink-3 nums"
        >
          {tick}
        </text>
      ))}
    </>
  )
}

interface TickProps {
  x: number
  y: number
  anchor?: 'start' | 'middle' | 'end'
  children: string
}

export const AxisText = ({ x, y, anchor = 'middle', children }: TickProps) => (
  <text x={x} y={y} textAnchor={anchor} className="text-11 fill-ink-3 nums">
    {children}
  </text>
)
