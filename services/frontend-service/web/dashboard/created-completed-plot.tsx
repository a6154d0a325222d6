import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { useState } from 'react'
import { plainDay } from '../dates.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { AxisText, margin, ValueAxis } from './axis.tsx'
import { CHART_HEIGHT } from './chart-frame.tsx'
import type { Bars } from './figures.ts'
import { Hint } from './hint.tsx'

const LABEL_PX = 72
const LABEL_HALF = 26
const LEAST_TOP = 4
const BAR_MAX = 12

interface Props {
  bars: Bars['bars']
  width: number
  summary: string
}

/** Two bars side by side for each day or week; the last one is still growing. */
export function CreatedCompletedPlot({ bars, width, summary }: Props) {
  const [under, setUnder] = useState<Bars['bars'][number]>()
  const top = Math.max(LEAST_TOP, ...bars.map((bar) => Math.max(bar.created, bar.completed)))
  const floor = CHART_HEIGHT - margin.bottom
  const x = scaleBand({
    domain: bars.map(({ date }) => date),
    range: [margin.left, width - margin.right],
    paddingInner: 0.25,
    paddingOuter: 0.2,
  })
  const y = scaleLinear({ domain: [0, top], range: [floor, margin.top], nice: 3 })
  const thick = Math.min(BAR_MAX, (x.bandwidth() - 2) / 2)
  const every = Math.ceil((bars.length * LABEL_PX) / (width - margin.left))
  const placeOf = (date: string) => (x(date) ?? 0) + x.bandwidth() / 2

  return (
    <>
      <svg width={width} height={CHART_HEIGHT} role="img" aria-label={summary}>
        <ValueAxis scale={y} width={width} />
        {bars.map((bar, index) => (
          <Group
            key={bar.date}
            left={placeOf(bar.date)}
            opacity={index < bars.length - 1 ? 1 : 0.6}
          >
            {columns.map(({ key, colour, side }) => (
              <Bar
                key={key}
                x={side * (thick + 1) + (side + 1)}
                y={y(bar[key])}
                width={thick}
                height={floor - y(bar[key])}
                rx={Math.min(2, thick / 3)}
                fill={colour}
              />
            ))}
            <Bar
              x={-x.step() / 2}
              y={margin.top}
              width={x.step()}
              height={floor - margin.top}
              fill={under?.date === bar.date ? 'var(--hover)' : 'transparent'}
              onPointerEnter={() => setUnder(bar)}
              onPointerLeave={() => setUnder(undefined)}
            />
          </Group>
        ))}
        {bars.map(({ date }, index) =>
          (bars.length - 1 - index) % every ? null : (
            <AxisText
              key={date}
              x={Math.min(placeOf(date), width - LABEL_HALF)}
              y={CHART_HEIGHT - 5}
            >
              {plainDay(date)}
            </AxisText>
          ),
        )}
      </svg>
      {under && (
        <Hint x={placeOf(under.date)} y={0} within={width}>
          <b className="font-strong">{plainDay(under.date)}</b>
          {columns.map(({ key }) => (
            <span key={key} className="flex justify-between text-ink-2">
              {dashboardWords()[key]} <span className="text-ink">{under[key]}</span>
            </span>
          ))}
        </Hint>
      )}
    </>
  )
}

/** `side` is where the column stands: left or right of the middle. */
const columns = [
  { key: 'created', colour: 'var(--line-control)', side: -1 },
  { key: 'completed', colour: 'var(--ch-1)', side: 0 },
] as const
