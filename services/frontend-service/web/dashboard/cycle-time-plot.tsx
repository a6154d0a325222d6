import { useNavigate } from '@tanstack/react-router'
import { scaleLinear, scaleUtc } from '@visx/scale'
import { Circle, Line } from '@visx/shape'
import { useState } from 'react'
import { useMe } from '../account/session.ts'
import { dayAt, dayNumber, plainDay } from '../dates.ts'
import { AxisText, margin, ValueAxis } from './axis.tsx'
import { CHART_HEIGHT } from './chart-frame.tsx'
import { type Figures, type Point, rounded, tookWords } from './figures.ts'
import { Hint } from './hint.tsx'

const LABEL_ROOM = 56
const DAY_MS = 86_400_000
const MARKS = 4
const HINT_BELOW = 12
const WORDS_PX = 14

interface Props {
  cycleTime: Figures['cycleTime']
  /** Unit of the value axis: 1 for hours, 24 for days. */
  hoursPerUnit: number
  /** First day of the period. */
  from: string
  width: number
  summary: string
}

/** A dot per finished task; what lies above p85 has the colour of the threshold. */
export function CycleTimePlot({ cycleTime, hoursPerUnit, from, width, summary }: Props) {
  const [under, setUnder] = useState<Point>()
  const navigate = useNavigate()
  const { timeZone } = useMe()
  const { p50Hours, p85Hours, points } = cycleTime
  const right = width - LABEL_ROOM
  const floor = CHART_HEIGHT - margin.bottom
  const top = Math.max(1, ...points.map(({ hours }) => hours / hoursPerUnit))
  const y = scaleLinear({ domain: [0, top], range: [floor, margin.top], nice: 3 })
  const x = scaleUtc({
    domain: [dayNumber(from) * DAY_MS, Date.now()],
    range: [margin.left + 4, right - 4],
  })
  const heightOf = (hours: number) => y(hours / hoursPerUnit)
  const placeOf = ({ completedAt }: Point) => x(Date.parse(completedAt))

  return (
    <>
      <svg width={width} height={CHART_HEIGHT} role="img" aria-label={summary}>
        <ValueAxis scale={y} width={right} />
        {thresholds.map(({ name, colour, dashes }) => {
          const hours = name === 'p50' ? p50Hours : p85Hours
          if (hours === null) return null
          const level = heightOf(hours)
          // Two thresholds close together: the upper one's words give way.
          const words =
            name === 'p85' && p50Hours !== null
              ? Math.min(level, heightOf(p50Hours) - WORDS_PX)
              : level
          return (
            <g key={name}>
              <Line
                from={{ x: margin.left, y: level }}
                to={{ x: right, y: level }}
                stroke={colour}
                strokeWidth={1.5}
                strokeDasharray={dashes}
              />
              <text x={right + 6} y={words + 4} className="text-11 fill-ink-2 font-medium nums">
                {name} {rounded(hours / hoursPerUnit)}
              </text>
            </g>
          )
        })}
        {points.map((point) => (
          <Circle
            key={`${point.key} ${point.completedAt}`}
            cx={placeOf(point)}
            cy={heightOf(point.hours)}
            r={under === point ? 6 : 4.2}
            fill={p85Hours !== null && point.hours > p85Hours ? 'var(--ch-2)' : 'var(--ch-1)'}
            stroke="var(--surface)"
            strokeWidth={1.25}
            className="cursor-pointer"
            onPointerEnter={() => setUnder(point)}
            onPointerLeave={() => setUnder(undefined)}
            onClick={() =>
              void navigate({ to: '.', search: (before) => ({ ...before, peek: point.key }) })
            }
          />
        ))}
        {x.ticks(MARKS).map((at) => (
          <AxisText key={at.getTime()} x={x(at)} y={CHART_HEIGHT - 5}>
            {plainDay(dayAt(at.getTime(), 'UTC'))}
          </AxisText>
        ))}
      </svg>
      {under && (
        <Hint x={placeOf(under)} y={heightOf(under.hours) + HINT_BELOW} within={width}>
          <b className="font-strong cut">
            {under.key} {under.title}
          </b>
          <span className="text-ink-2">
            {tookWords(under.hours)} · {plainDay(dayAt(under.completedAt, timeZone))}
          </span>
        </Hint>
      )}
    </>
  )
}

const thresholds = [
  { name: 'p50', colour: 'var(--ink-2)', dashes: undefined },
  { name: 'p85', colour: 'var(--ch-2)', dashes: '6 4' },
] as const
